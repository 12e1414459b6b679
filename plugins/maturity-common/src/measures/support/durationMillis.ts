// SPDX-License-Identifier: Apache-2.0
import { Duration } from 'luxon';

/** Models and measures name a handful of durations, and each evaluation asks for them. */
const MOST_REMEMBERED = 100;

const parsed = new Map<string, number>();

/** Milliseconds of an ISO 8601 duration; a year has 365 days and a month 30. @internal */
export function durationMillis(duration: string): number {
  let millis = parsed.get(duration);
  if (millis === undefined) {
    millis = Duration.fromISO(duration).toMillis();
    if (parsed.size >= MOST_REMEMBERED) parsed.clear();
    parsed.set(duration, millis);
  }
  return millis;
}
