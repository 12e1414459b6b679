// SPDX-License-Identifier: Apache-2.0

const DAY_MS = 86_400_000;

/** A deployment is followed by its repair within a day, and a failure by its recovery within days. */
const DEPLOYMENT_MARGIN_MS = 14 * DAY_MS;
/** The longest window of a measure of its own is a year; facts and provisionings older than that are never asked for. */
const LONGEST_WINDOW_MS = 400 * DAY_MS;

/**
 * How far back an evaluation looks whose window begins at an instant, both in epoch milliseconds: what is older is not
 * loaded, apart from the last deployment before it.
 *
 * @internal
 */
export function recordReach(windowFromMs: number): {
  deploymentsFrom: number;
  /** Of incidents, facts and provisionings. */
  othersFrom: number;
} {
  return {
    deploymentsFrom: windowFromMs - DEPLOYMENT_MARGIN_MS,
    othersFrom: windowFromMs - LONGEST_WINDOW_MS,
  };
}
