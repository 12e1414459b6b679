// SPDX-License-Identifier: Apache-2.0
import { leadTimesOf } from '../measures/support/leadTimes';
import { percentile } from '../measures/support/percentile';
import { viewOf } from '../measures/support/recordView';
import { HOUR } from '../measures/support/time';
import { MeasureInput } from '../measures/types';
import { changeTimes, ChangeTimes } from './changeTimes';
import { countLeadTimes } from './leadTimeHistogram';
import {
  TIME_SEGMENTS,
  TimeBreakdown,
  TimeSegments,
  UnknownSegment,
} from './types';

const APPROVAL = TIME_SEGMENTS.indexOf('approval');

/**
 * Where the time goes between commit and production, over the changes of succeeded production releases.
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
  const times = changeTimes(input);
  if (!times) {
    return undefined;
  }
  const hours = leadTimesOf(input).sortedHours;
  const all = sumOf(times.totals);
  const unknown = unknownSegments(times);
  return {
    n: times.n,
    p50: scaled(times, percentile(hours, 0.5)),
    p90: scaled(times, percentile(hours, 0.9)),
    mean: scaled(times, all / HOUR / times.n),
    leadTimes: countLeadTimes(hours),
    ...(!unknown.some(({ id }) => id === 'approval') && {
      approvalShare: all === 0 ? 0 : times.sums[APPROVAL] / all,
    }),
    ...(unknown.length > 0 && { unknown }),
    gates: gates ?? gatesSeen(input),
  };
}

function unknownSegments({ untold }: ChangeTimes): UnknownSegment[] {
  return TIME_SEGMENTS.flatMap((id, at) =>
    untold[at] > 0 ? [{ id, changes: untold[at] }] : [],
  );
}

function scaled({ sums }: ChangeTimes, total: number): TimeSegments {
  const all = sumOf(sums);
  return {
    total,
    segments: TIME_SEGMENTS.map((id, at) => ({
      id,
      hours: all === 0 ? 0 : (total * sums[at]) / all,
    })),
  };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function gatesSeen(input: MeasureInput): number {
  const gates = new Set<string>();
  for (const deployment of viewOf(input).succeeded) {
    for (const { wait } of deployment.waits) {
      if (wait.kind === 'approval') gates.add(wait.gate);
    }
  }
  return gates.size;
}
