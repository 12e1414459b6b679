// SPDX-License-Identifier: Apache-2.0
import {
  histogramPercentile,
  LEAD_TIME_BUCKETS,
  RollupAnswer,
  TIME_SEGMENTS,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { ChangeTimesSums } from '../store/operations/read/readChangeTimes';
import { round } from './buckets';

/** Where the time of changes goes over many entities, and what is lost beyond their targets; each change weighs the same. @internal */
export function describeChanges({
  entities,
  sums,
}: ChangeTimesSums): Pick<RollupAnswer, 'timeBreakdown' | 'timeLost'> {
  const { changes, graded } = sums;
  if (changes === 0) {
    return {};
  }
  const all = TIME_SEGMENTS.reduce((sum, id) => sum + sums[`hours_${id}`], 0);
  const counts = Array.from(
    { length: LEAD_TIME_BUCKETS },
    (_, at) => sums[`bucket_${at}`],
  );
  const unknown = TIME_SEGMENTS.flatMap(id =>
    sums[`untold_${id}`] > 0 ? [{ id, changes: sums[`untold_${id}`] }] : [],
  );
  const percentile = (share: number) => {
    const total = histogramPercentile(counts, share);
    return {
      total: round(total, 2),
      segments: TIME_SEGMENTS.map(id => ({
        id,
        hours: all === 0 ? 0 : round((total * sums[`hours_${id}`]) / all, 2),
      })),
    };
  };
  return {
    timeBreakdown: {
      n: changes,
      entities,
      p50: percentile(0.5),
      p90: percentile(0.9),
      ...(sums.untold_approval === 0 && {
        approvalShare: all === 0 ? 0 : round(sums.hours_approval / all, 3),
      }),
      ...(unknown.length > 0 && { unknown }),
    },
    ...(graded > 0 && {
      timeLost: {
        changes: graded,
        beyond: sums.beyond,
        perWeek: round(sums.per_week, 2),
        hours: round(sums.lost / graded, 2),
        workingHours: round(sums.lost_working / graded, 2),
        segments: TIME_SEGMENTS.map(id => ({
          id,
          hours: round(sums[`lost_${id}`] / graded, 2),
        })),
      },
    }),
  };
}
