// SPDX-License-Identifier: Apache-2.0
import {
  LEAD_TIME_BUCKETS,
  Scorecard,
  TIME_SEGMENTS,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert, whereAnyOf } from '../bulk';
import { DbChangeTimesRow } from '../tables';

/** Writes the times of the changes of scorecards, in sums that add up over entities. @internal */
export async function saveChangeTimes(
  tx: Knex,
  scorecards: Scorecard[],
): Promise<void> {
  const rows = scorecards.flatMap(toRow);
  const kept = new Set(rows.map(row => row.entity_ref));
  const without = scorecards
    .map(({ entityRef }) => entityRef)
    .filter(ref => !kept.has(ref));
  if (without.length > 0) {
    await whereAnyOf(
      tx('maturity_change_times').delete(),
      tx,
      'entity_ref',
      without,
    );
  }
  const columns = rows.length
    ? (Object.keys(rows[0]) as (keyof DbChangeTimesRow & string)[])
    : [];
  await bulkInsert(tx, 'maturity_change_times', rows, {
    conflict: ['entity_ref'],
    update: columns.filter(column => column !== 'entity_ref'),
  });
}

function toRow(scorecard: Scorecard): DbChangeTimesRow[] {
  const { entityRef, timeBreakdown, timeLost } = scorecard;
  if (!timeBreakdown?.mean || !timeBreakdown.leadTimes) {
    return [];
  }
  const { n, mean, leadTimes, unknown = [] } = timeBreakdown;
  const changes = timeLost?.changes ?? 0;
  const row: DbChangeTimesRow = {
    entity_ref: entityRef,
    changes: n,
    graded: changes,
    beyond: timeLost?.beyond ?? 0,
    per_week: timeLost?.perWeek ?? 0,
    lost: (timeLost?.hours ?? 0) * changes,
    lost_working: (timeLost?.workingHours ?? 0) * changes,
  };
  TIME_SEGMENTS.forEach((id, at) => {
    row[`hours_${id}`] = mean.segments[at].hours * n;
    row[`lost_${id}`] = (timeLost?.segments[at].hours ?? 0) * changes;
    row[`untold_${id}`] =
      unknown.find(segment => segment.id === id)?.changes ?? 0;
  });
  for (let bucket = 0; bucket < LEAD_TIME_BUCKETS; bucket += 1) {
    row[`bucket_${bucket}`] = leadTimes.counts[bucket - leadTimes.first] ?? 0;
  }
  return [row];
}
