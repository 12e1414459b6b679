// SPDX-License-Identifier: Apache-2.0

const compiled = new Map<string, RegExp>();

/** Whether a text matches a pattern in which `*` stands for anything; case does not matter. @public */
export function matchesPattern(text: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(
      `^${pattern
        .split('*')
        .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
      'i',
    );
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

/** Whether any of the patterns matches. @public */
export function matchesAny(text: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern => matchesPattern(text, pattern));
}
