// SPDX-License-Identifier: Apache-2.0
import {
  Interval,
  lengthWithin,
  subtractIntervals,
  uniteIntervals,
} from '../measures/support/intervals';
import { percentile, sortAscending } from '../measures/support/percentile';
import {
  ChangeView,
  DeploymentView,
  viewOf,
} from '../measures/support/recordView';
import { HOUR } from '../measures/support/time';
import { MeasureInput } from '../measures/types';
import { TIME_SEGMENTS, TimeBreakdown, TimeSegments } from './types';

type SegmentId = (typeof TIME_SEGMENTS)[number];
type Split = Record<SegmentId, number>;

const WAITING = ['approval', 'timer', 'queue'] as const;

/** Disjoint: where waits of several kinds overlap, a person counts before a clock, a clock before a runner. */
interface DisjointWaits {
  approval: Interval[];
  timer: Interval[];
  queue: Interval[];
}

interface LiveDeployment {
  begin: number;
  finished: number;
  waits: DisjointWaits;
}

/**
 * Where the time goes between commit and production, over the changes of succeeded production deployments.
 *
 * @remarks
 *
 * Each change's time is cut at the opening and the merge of its request and at the request of its deployment:
 * code, review, batch, and from then on what the deployment waited for and worked on. The segments of a change add
 * up to its lead time. What is not known goes to its neighbor: without an opening time review is part of code,
 * without a merge time the change counts as merged when it was opened, or committed, so that its wait is batch; a
 * deployment whose request is not known is taken to begin with its first wait or its start, else everything up to
 * its end is batch.
 *
 * The segments of a percentile are its lead time, split by the shares that the segments have among all changes.
 *
 * @param gates - value of `approval.gates`, where known
 * @public
 */
export function timeBreakdown(
  input: MeasureInput,
  gates?: number,
): TimeBreakdown | undefined {
  const totals: number[] = [];
  const sums = emptySplit();
  const gatesSeen = new Set<string>();
  for (const deployment of viewOf(input).succeeded) {
    for (const { wait } of deployment.waits) {
      if (wait.kind === 'approval') gatesSeen.add(wait.gate);
    }
    if (deployment.changes.length === 0) continue;
    const live: LiveDeployment = {
      begin: beginOf(deployment),
      finished: deployment.finished as number,
      waits: disjointWaits(deployment),
    };
    for (const change of deployment.changes) {
      totals.push(addChange(sums, change, live) / HOUR);
    }
  }
  if (totals.length === 0) {
    return undefined;
  }
  const sorted = sortAscending(totals);
  const all = totals.reduce((sum, total) => sum + total, 0) * HOUR;
  const scaled = (total: number): TimeSegments => ({
    total,
    segments: TIME_SEGMENTS.map(id => ({
      id,
      hours: all === 0 ? 0 : (total * sums[id]) / all,
    })),
  });
  return {
    n: totals.length,
    p50: scaled(percentile(sorted, 0.5)),
    p90: scaled(percentile(sorted, 0.9)),
    approvalShare: all === 0 ? 0 : sums.approval / all,
    gates: gates ?? gatesSeen.size,
  };
}

function emptySplit(): Split {
  return {
    code: 0,
    review: 0,
    batch: 0,
    queue: 0,
    timer: 0,
    approval: 0,
    deploy: 0,
  };
}

function disjointWaits({
  waits,
  approvals: approval,
}: DeploymentView): DisjointWaits {
  if (waits.length === 0) {
    return { approval, timer: [], queue: [] };
  }
  const of = (...kinds: string[]) =>
    uniteIntervals(waits.filter(({ wait }) => kinds.includes(wait.kind)));
  const timer = subtractIntervals(of('timer'), approval);
  const queue = subtractIntervals(
    subtractIntervals(of('queue', 'concurrency'), approval),
    timer,
  );
  return { approval, timer, queue };
}

/** Adds a change's segments to the sums, and gives its whole time. Thousands of changes pass here per entity. */
function addChange(
  sums: Split,
  { committed, opened, merged }: ChangeView,
  { begin, finished, waits }: LiveDeployment,
): number {
  const start = Math.min(committed, finished);
  const openedAt = clamp(opened ?? merged ?? start, start, finished);
  const mergedAt = clamp(merged ?? openedAt, openedAt, finished);
  const requestedAt = clamp(begin, mergedAt, finished);
  let waitedBefore = 0;
  let waitedAfter = 0;
  for (const kind of WAITING) {
    if (waits[kind].length === 0) continue;
    const before = lengthWithin(waits[kind], mergedAt, requestedAt);
    const after = lengthWithin(waits[kind], requestedAt, finished);
    sums[kind] += before + after;
    waitedBefore += before;
    waitedAfter += after;
  }
  sums.code += openedAt - start;
  sums.review += mergedAt - openedAt;
  sums.batch += requestedAt - mergedAt - waitedBefore;
  sums.deploy += finished - requestedAt - waitedAfter;
  return finished - start;
}

function clamp(moment: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, moment));
}

function beginOf({
  requested,
  waits,
  started,
  finished = 0,
}: DeploymentView): number {
  if (requested !== undefined) {
    return requested;
  }
  const known = [waits[0]?.from, started].filter(
    (moment): moment is number => moment !== undefined,
  );
  return known.length > 0 ? Math.min(...known) : finished;
}
