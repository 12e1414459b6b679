// SPDX-License-Identifier: Apache-2.0

/**
 * A filter predicate as a reader of configuration knows it: `spec.lifecycle: production`.
 * Operators keep their names, so that nothing is lost that the configuration says.
 *
 * @internal
 */
export function describePredicate(predicate: unknown): string {
  if (Array.isArray(predicate)) {
    return predicate.map(describePredicate).join(', ');
  }
  if (typeof predicate !== 'object' || predicate === null) {
    return String(predicate);
  }
  return Object.entries(predicate)
    .map(([key, value]) => `${key}: ${nested(value)}`)
    .join(', ');
}

function nested(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `(${describePredicate(value)})`
    : String(value);
}
