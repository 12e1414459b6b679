// SPDX-License-Identifier: Apache-2.0

/** @internal */
export const MINUTE = 60_000;
/** @internal */
export const HOUR = 60 * MINUTE;
/** @internal */
export const DAY = 24 * HOUR;
/** @internal */
export const WEEK = 7 * DAY;

/**
 * Milliseconds of an instant. Records carry `YYYY-MM-DDTHH:mm:ss.sssZ`, which is read digit by digit: an evaluation
 * reads thousands of them, and `Date.parse` is several times slower.
 *
 * @internal
 */
export function toMillis(instant: string): number {
  if (instant.length !== 24 || instant.charCodeAt(23) !== 90) {
    return Date.parse(instant);
  }
  return Date.UTC(
    digits(instant, 0, 4),
    digits(instant, 5, 7) - 1,
    digits(instant, 8, 10),
    digits(instant, 11, 13),
    digits(instant, 14, 16),
    digits(instant, 17, 19),
    digits(instant, 20, 23),
  );
}

/** @internal */
export function toInstant(millis: number): string {
  return new Date(millis).toISOString();
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    value = value * 10 + text.charCodeAt(index) - 48;
  }
  return value;
}
