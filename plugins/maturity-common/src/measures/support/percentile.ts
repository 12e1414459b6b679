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

/** The numbers in ascending order; typed arrays sort them without calling back for each pair. @internal */
export function sortAscending(values: readonly number[]): number[] {
  const sorted = new Float64Array(values).sort();
  const numbers = new Array<number>(sorted.length);
  for (let at = 0; at < sorted.length; at++) numbers[at] = sorted[at];
  return numbers;
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
