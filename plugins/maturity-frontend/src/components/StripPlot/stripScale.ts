// SPDX-License-Identifier: Apache-2.0

/** Values below are drawn at the left edge of a logarithmic scale: one minute, in hours. */
const SMALLEST = 1 / 60;

/**
 * Where a value stands between the smallest and the largest, 0..1.
 *
 * @internal
 */
export function stripScale(
  values: number[],
  logarithmic: boolean,
): (value: number) => number {
  const place = logarithmic
    ? (value: number) => Math.log10(Math.max(SMALLEST, value))
    : (value: number) => value;
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, place(value));
    high = Math.max(high, place(value));
  }
  const span = high - low || 1;
  // A little air on both sides, so that no dot is cut.
  return value => 0.02 + 0.96 * ((place(value) - low) / span);
}
