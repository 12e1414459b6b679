// SPDX-License-Identifier: Apache-2.0

/** Milliseconds, `from` ≤ `to`. @public */
export interface Interval {
  from: number;
  to: number;
}

/** The same time as disjoint intervals in order: overlapping ones are united, never added. @public */
export function uniteIntervals(intervals: readonly Interval[]): Interval[] {
  const united: Interval[] = [];
  const sorted =
    intervals.length < 2
      ? intervals
      : [...intervals].sort((a, b) => a.from - b.from || a.to - b.to);
  for (const { from, to } of sorted) {
    const last = united[united.length - 1];
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else if (to > from) {
      united.push({ from, to });
    }
  }
  return united;
}

/** Milliseconds covered by the intervals, each instant once. @public */
export function unionLength(intervals: readonly Interval[]): number {
  if (intervals.length === 0) {
    return 0;
  }
  if (intervals.length === 1) {
    return intervals[0].to - intervals[0].from;
  }
  return uniteIntervals(intervals).reduce(
    (sum, { from, to }) => sum + to - from,
    0,
  );
}

/** What is left of disjoint ordered intervals once others are taken out. @internal */
export function subtractIntervals(
  intervals: readonly Interval[],
  taken: readonly Interval[],
): Interval[] {
  let rest = [...intervals];
  for (const hole of taken) {
    rest = rest.flatMap(({ from, to }) =>
      hole.to <= from || hole.from >= to
        ? [{ from, to }]
        : [
            { from, to: hole.from },
            { from: hole.to, to },
          ].filter(part => part.to > part.from),
    );
  }
  return rest;
}

/** Milliseconds of disjoint intervals inside `[from, to]`. @internal */
export function lengthWithin(
  intervals: readonly Interval[],
  from: number,
  to: number,
): number {
  let sum = 0;
  for (const interval of intervals) {
    const start = Math.max(interval.from, from);
    const end = Math.min(interval.to, to);
    if (end > start) {
      sum += end - start;
    }
  }
  return sum;
}
