// SPDX-License-Identifier: Apache-2.0
import {
  Interval,
  lengthWithin,
  subtractIntervals,
  uniteIntervals,
} from '../measures/support/intervals';
import { areApprovalsKnown, Knowledge } from '../measures/support/knowledge';
import { viewOf } from '../measures/support/recordView';
import { MeasureInput } from '../measures/types';
import { Wait } from '../records';
import { ChangeView, Release, WaitView } from '../releases';
import { TIME_SEGMENTS } from './types';

/** @internal */
export const SEGMENT_COUNT = TIME_SEGMENTS.length;

const CODE = TIME_SEGMENTS.indexOf('code');
const REVIEW = TIME_SEGMENTS.indexOf('review');
const BATCH = TIME_SEGMENTS.indexOf('batch');
const QUEUE = TIME_SEGMENTS.indexOf('queue');
const TIMER = TIME_SEGMENTS.indexOf('timer');
const APPROVAL = TIME_SEGMENTS.indexOf('approval');
const DEPLOY = TIME_SEGMENTS.indexOf('deploy');

/**
 * The times of the changes of succeeded production releases, in milliseconds. Thousands of changes per entity are
 * kept without an object each.
 *
 * @internal
 */
export interface ChangeTimes {
  /** Number of changes, at least one. */
  n: number;
  /** Per change its segments, in the order of `TIME_SEGMENTS`, one change after the other. */
  splits: Float64Array;
  /** From commit to production, per change: the sum of its segments. */
  totals: Float64Array;
  /** When it went live, per change. */
  finished: Float64Array;
  /** Per segment, over all changes. */
  sums: Float64Array;
  /** Per segment, the number of changes of which no source could tell it. */
  untold: Float64Array;
}

const cache = new WeakMap<MeasureInput, ChangeTimes | null>();

/**
 * Cuts the time of each change at the opening and the merge of its request and at the request of its release.
 *
 * @remarks
 *
 * Code, review, batch, and from then on what the release waited for and worked on: the segments of a change add up
 * to its lead time. What is not known goes to its neighbor and is counted as untold: without an opening time review is part of code, without a
 * merge time the change counts as merged when it was opened, or committed, so that its wait is batch; a release
 * whose request is not known is taken to begin with its first wait or its start, else everything up to its end is
 * batch.
 *
 * @returns undefined where no change went live
 * @internal
 */
export function changeTimes(input: MeasureInput): ChangeTimes | undefined {
  let times = cache.get(input);
  if (times === undefined) {
    times = collectTimes(input) ?? null;
    cache.set(input, times);
  }
  return times ?? undefined;
}

function collectTimes(input: MeasureInput): ChangeTimes | undefined {
  const { succeeded, knowledge } = viewOf(input);
  const n = succeeded.reduce((sum, { changes }) => sum + changes.length, 0);
  if (n === 0) {
    return undefined;
  }
  const times: ChangeTimes = {
    n,
    splits: new Float64Array(n * SEGMENT_COUNT),
    totals: new Float64Array(n),
    finished: new Float64Array(n),
    sums: new Float64Array(SEGMENT_COUNT),
    untold: new Float64Array(SEGMENT_COUNT),
  };
  let index = 0;
  for (const release of succeeded) {
    if (release.changes.length === 0) continue;
    const live: LiveRelease = {
      begin: release.begin,
      finished: release.finished as number,
      waits: disjointWaits(release),
    };
    const untold = untoldOf(release, knowledge);
    for (const change of release.changes) {
      for (const at of untold) times.untold[at] += 1;
      if (change.opened === undefined) {
        times.untold[REVIEW] += 1;
        if (change.merged === undefined) times.untold[CODE] += 1;
      }
      const first = index * SEGMENT_COUNT;
      times.totals[index] = splitChange(times.splits, first, change, live);
      times.finished[index] = live.finished;
      for (let at = 0; at < SEGMENT_COUNT; at += 1) {
        times.sums[at] += times.splits[first + at];
      }
      index += 1;
    }
  }
  return times;
}

/** Disjoint: where waits of several kinds overlap, a person counts before a clock, a clock before a runner. */
const WAITING = ['approval', 'timer', 'queue'] as const;
const WAITING_AT = WAITING.map(id => TIME_SEGMENTS.indexOf(id));

type DisjointWaits = Record<(typeof WAITING)[number], Interval[]>;

interface LiveRelease {
  begin: number;
  finished: number;
  waits: DisjointWaits;
}

const NO_WAITS: readonly WaitView[] = [];

function disjointWaits({ waits, approvals: approval }: Release): DisjointWaits {
  const timers = waitsOf(waits, 'timer');
  const queues = waitsOf(waits, 'queue', 'concurrency');
  const timer =
    timers === NO_WAITS
      ? []
      : subtractIntervals(uniteIntervals(timers), approval);
  const queue =
    queues === NO_WAITS
      ? []
      : subtractIntervals(
          subtractIntervals(uniteIntervals(queues), approval),
          timer,
        );
  return { approval, timer, queue };
}

/** Most releases waited for nothing; an array for each would be most of the work. */
function waitsOf(
  waits: readonly WaitView[],
  ...kinds: readonly Wait['kind'][]
): readonly WaitView[] {
  return kinds.some(kind => hasWait(waits, kind))
    ? waits.filter(({ wait }) => kinds.includes(wait.kind))
    : NO_WAITS;
}

/** Indexes of the segments of a release that its sources could not tell. */
function untoldOf(release: Release, knowledge: Knowledge): number[] {
  const { parts, waits } = release;
  // Who tells approvals reads the rules of environments, which hold timers too.
  const approvals = areApprovalsKnown(release, knowledge);
  const timer = approvals || hasWait(waits, 'timer');
  let queue = hasWait(waits, 'queue') || hasWait(waits, 'concurrency');
  let begun = waits.length > 0;
  for (const { requested, started, finished, deployment } of parts) {
    queue ||= knowledge.sourceTells(
      deployment.source,
      'waits.queue',
      finished ?? Infinity,
    );
    begun ||= requested !== undefined || started !== undefined;
  }
  const untold: number[] = [];
  if (!approvals) untold.push(APPROVAL);
  if (!timer) untold.push(TIMER);
  if (!queue) untold.push(QUEUE);
  if (!begun) untold.push(DEPLOY);
  return untold;
}

function hasWait(waits: readonly WaitView[], kind: Wait['kind']): boolean {
  for (const { wait } of waits) {
    if (wait.kind === kind) return true;
  }
  return false;
}

/** Writes a change's segments from an index on, and gives its whole time. */
function splitChange(
  splits: Float64Array,
  first: number,
  { committed, opened, merged }: ChangeView,
  { begin, finished, waits }: LiveRelease,
): number {
  const start = Math.min(committed, finished);
  const openedAt = clamp(opened ?? merged ?? start, start, finished);
  const mergedAt = clamp(merged ?? openedAt, openedAt, finished);
  const requestedAt = clamp(begin, mergedAt, finished);
  let waitedBefore = 0;
  let waitedAfter = 0;
  for (let index = 0; index < WAITING.length; index += 1) {
    const intervals = waits[WAITING[index]];
    if (intervals.length === 0) continue;
    const before = lengthWithin(intervals, mergedAt, requestedAt);
    const after = lengthWithin(intervals, requestedAt, finished);
    splits[first + WAITING_AT[index]] = before + after;
    waitedBefore += before;
    waitedAfter += after;
  }
  splits[first + CODE] = openedAt - start;
  splits[first + REVIEW] = mergedAt - openedAt;
  splits[first + BATCH] = requestedAt - mergedAt - waitedBefore;
  splits[first + DEPLOY] = finished - requestedAt - waitedAfter;
  return finished - start;
}

function clamp(moment: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, moment));
}
