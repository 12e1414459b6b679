// SPDX-License-Identifier: Apache-2.0
import { Duration } from 'luxon';
import { toMillis, WEEK } from '../measures/support/time';
import { MeasureWindow } from '../measures/types';

/**
 * Hours a week lost beyond a threshold: Σ over the samples of the part beyond it ÷ weeks in the window.
 *
 * @param ownWindow - ISO 8601 duration where the measure does not look at the model's window
 * @internal
 */
export function timeLost(
  hours: readonly number[],
  threshold: number,
  ownWindow: string | undefined,
  window: MeasureWindow,
): number {
  let beyond = 0;
  for (const sample of hours) {
    if (sample > threshold) beyond += sample - threshold;
  }
  const millis = ownWindow
    ? durationMillis(ownWindow)
    : toMillis(window.to) - toMillis(window.from);
  return millis > 0 ? beyond / (millis / WEEK) : 0;
}

// Parsing a duration costs more than the sum above, and there are two of them in all.
const parsed = new Map<string, number>();

function durationMillis(duration: string): number {
  let millis = parsed.get(duration);
  if (millis === undefined) {
    millis = Duration.fromISO(duration).toMillis();
    parsed.set(duration, millis);
  }
  return millis;
}
