// SPDX-License-Identifier: Apache-2.0
import { Interval, uniteIntervals } from './intervals';
import { DAY, HOUR, WEEK } from './time';

/** When people are expected to answer. Hours and days are those of a fixed offset from UTC. @public */
export interface WorkingCalendar {
  /** 1 = Monday … 7 = Sunday. */
  days: number[];
  startHour: number;
  endHour: number;
  utcOffsetMinutes?: number;
}

/** Monday to Friday, 09 to 17 UTC. @public */
export const DEFAULT_WORKING_CALENDAR: WorkingCalendar = {
  days: [1, 2, 3, 4, 5],
  startHour: 9,
  endHour: 17,
};

/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Hours of the intervals that fall into working time; overlapping ones count once. @public */
export function workingHours(
  intervals: readonly Interval[],
  calendar: WorkingCalendar = DEFAULT_WORKING_CALENDAR,
): number {
  const offset = (calendar.utcOffsetMinutes ?? 0) * 60_000;
  const hoursPerWeek =
    new Set(calendar.days).size *
    Math.max(0, calendar.endHour - calendar.startHour);
  let sum = 0;
  const disjoint =
    intervals.length === 1 ? intervals : uniteIntervals(intervals);
  for (const { from, to } of disjoint) {
    const end = to + offset;
    // Every whole week has the same hours; thousands of changes took months each.
    const weeks = Math.floor((to - from) / WEEK);
    sum += weeks * hoursPerWeek * HOUR;
    const start = from + offset + weeks * WEEK;
    for (let day = Math.floor(start / DAY); day * DAY < end; day++) {
      const weekday = ((((day + EPOCH_WEEKDAY - 1) % 7) + 7) % 7) + 1;
      if (!calendar.days.includes(weekday)) continue;
      const opens = Math.max(start, day * DAY + calendar.startHour * HOUR);
      const closes = Math.min(end, day * DAY + calendar.endHour * HOUR);
      sum += Math.max(0, closes - opens);
    }
  }
  return sum / HOUR;
}
