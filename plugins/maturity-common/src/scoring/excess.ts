// SPDX-License-Identifier: Apache-2.0
import { durationMillis } from '../measures/support/durationMillis';
import { toMillis, WEEK } from '../measures/support/time';
import { MeasureWindow } from '../measures/types';
import { CheckExcess } from './types';

/**
 * How far the samples of a check lie beyond a threshold, on average over all of them.
 *
 * @param hours - the samples, at least one
 * @param ownWindow - ISO 8601 duration where the measure does not look at the model's window
 * @internal
 */
export function excessOf(
  hours: readonly number[],
  threshold: number,
  ownWindow: string | undefined,
  window: MeasureWindow,
): CheckExcess {
  let sum = 0;
  let beyond = 0;
  for (const sample of hours) {
    if (sample <= threshold) continue;
    beyond += 1;
    sum += sample - threshold;
  }
  const millis = ownWindow
    ? durationMillis(ownWindow)
    : toMillis(window.to) - toMillis(window.from);
  return {
    hours: sum / hours.length,
    samples: hours.length,
    beyond,
    perWeek: millis > 0 ? beyond / (millis / WEEK) : 0,
  };
}
