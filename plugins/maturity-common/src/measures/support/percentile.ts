// SPDX-License-Identifier: Apache-2.0

/**
 * Percentile by linear interpolation between closest ranks (type 7, the default of R and NumPy).
 *
 * @param sorted - ascending, at least one value
 * @param share - 0.5 for the median
 * @public
 */
export function percentile(sorted: readonly number[], share: number): number {
  const rank = (sorted.length - 1) * share;
  const below = Math.floor(rank);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
}

/** @internal */
export function ascending(a: number, b: number): number {
  return a - b;
}

/** At most `limit` of the values, evenly picked, first and last among them. @internal */
export function pickEvenly<T>(values: readonly T[], limit: number): T[] {
  if (values.length <= limit) {
    return [...values];
  }
  const step = (values.length - 1) / (limit - 1);
  return Array.from(
    { length: limit },
    (_, index) => values[Math.round(index * step)],
  );
}
