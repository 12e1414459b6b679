// SPDX-License-Identifier: Apache-2.0

/** Significant digits of a sample that is drawn. */
const DIGITS = 4;

/** Powers of ten up to this one are exact in floating point. */
const LARGEST_EXACT_POWER = 22;

/** So close to the middle between two roundings, arithmetic may choose the other one. */
const NEAR_MIDDLE = 1e-6;

/**
 * A sample with four significant digits. Samples are drawn, never computed with; all their digits would be most of a
 * stored scorecard.
 *
 * @remarks
 *
 * Gives what `toPrecision` gives, without making a text of each number.
 *
 * @internal
 */
export function asDot(sample: number): number {
  if (sample === 0) {
    return 0;
  }
  const size = Math.abs(sample);
  const shift = DIGITS - 1 - Math.floor(Math.log10(size));
  // Not finite, or so large or small that its power of ten is not exact.
  if (!(Math.abs(shift) <= LARGEST_EXACT_POWER)) {
    return Number(sample.toPrecision(DIGITS));
  }
  const power = 10 ** Math.abs(shift);
  const scaled = shift >= 0 ? size * power : size / power;
  const whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (Math.abs(rest - 0.5) < NEAR_MIDDLE) {
    return Number(sample.toPrecision(DIGITS));
  }
  const digits = rest < 0.5 ? whole : whole + 1;
  const rounded = shift >= 0 ? digits / power : digits * power;
  return sample < 0 ? -rounded : rounded;
}
