// SPDX-License-Identifier: Apache-2.0

/** Patterns as they stand in a sentence: `'a', 'b' and 'c'`. @public */
export function listPatterns(patterns: readonly string[]): string {
  const quoted = patterns.map(pattern => `'${pattern}'`);
  return [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)]
    .filter(Boolean)
    .join(' and ');
}
