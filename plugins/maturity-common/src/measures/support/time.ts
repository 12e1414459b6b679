// SPDX-License-Identifier: Apache-2.0

/** @internal */
export const MINUTE = 60_000;
/** @internal */
export const HOUR = 60 * MINUTE;
/** @internal */
export const DAY = 24 * HOUR;
/** @internal */
export const WEEK = 7 * DAY;

/** Days from 0000-03-01 to 1970-01-01. */
const DAYS_TO_EPOCH = 719_468;

/**
 * Milliseconds of an instant. Records carry `YYYY-MM-DDTHH:mm:ss.sssZ`, which is read digit by digit: an evaluation
 * reads thousands of them, and `Date.parse` is many times slower.
 *
 * @internal
 */
export function toMillis(instant: string): number {
  if (instant.length !== 24 || instant.charCodeAt(23) !== 90) {
    return Date.parse(instant);
  }
  const century = pair(instant, 0);
  const month = pair(instant, 5);
  const day = pair(instant, 8);
  if (!(month >= 1 && month <= 12)) {
    return Date.parse(instant);
  }
  const year = century * 100 + pair(instant, 2);
  const millis = pair(instant, 20) * 10 + instant.charCodeAt(22) - 48;
  const seconds =
    (pair(instant, 11) * 60 + pair(instant, 14)) * 60 + pair(instant, 17);
  return daysSinceEpoch(year, month, day) * DAY + seconds * 1_000 + millis;
}

/** Days of the Gregorian calendar, counted in years that begin in March, so that a leap day is the last of its year. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  return (
    shifted * 365 +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    Math.floor((153 * monthFromMarch + 2) / 5) +
    day -
    1 -
    DAYS_TO_EPOCH
  );
}

/** @internal */
export function toInstant(millis: number): string {
  return new Date(millis).toISOString();
}

/** Two digits as a number. */
function pair(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
