// SPDX-License-Identifier: Apache-2.0

/** JSON with sorted keys and without undefined members: equal values give equal strings. @internal */
export function canonicalJson(value: unknown): string {
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return `[${value.map(item => canonicalJson(item) || 'null').join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`,
      );
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * Whether two values are the same as JSON. Most are written in the same order, too, and then need not be sorted.
 *
 * @internal
 */
export function isSameJson(a: unknown, b: unknown): boolean {
  return (
    a === b ||
    JSON.stringify(a) === JSON.stringify(b) ||
    canonicalJson(a) === canonicalJson(b)
  );
}
