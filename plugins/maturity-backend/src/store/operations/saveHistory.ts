// SPDX-License-Identifier: Apache-2.0
import { Scorecard } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { dayOf, historyStates, isSameState } from '../historyStates';
import { bulkInsert, rowsFrom, whereAnyOf } from '../bulk';
import { DbHistoryRow } from '../tables';

/**
 * Writes what changed since the last known state, one row per entity, dimension and day.
 *
 * @remarks
 *
 * A second change on one day keeps the state before that day as the previous one, so that the differences of all rows
 * always add up to the present.
 *
 * @internal
 */
export async function saveHistory(
  tx: Knex,
  scorecards: Scorecard[],
): Promise<void> {
  const latest = await loadLatest(
    tx,
    scorecards.map(({ entityRef }) => entityRef),
  );
  const rows: DbHistoryRow[] = [];
  for (const scorecard of scorecards) {
    const day = dayOf(scorecard.asOf);
    for (const [dimensionId, state] of historyStates(scorecard)) {
      const known = latest.get(keyOf(scorecard.entityRef, dimensionId));
      if (
        known &&
        isSameState(state, { ...known, modelVersion: known.model_version })
      ) {
        continue;
      }
      const isToday = known !== undefined && known.day >= day;
      rows.push({
        entity_ref: scorecard.entityRef,
        dimension_id: dimensionId,
        day: isToday ? known.day : day,
        level: state.level,
        score: state.score,
        previous_level: (isToday ? known.previous_level : known?.level) ?? null,
        previous_score: (isToday ? known.previous_score : known?.score) ?? null,
        first: isToday ? Boolean(known.first) : !known,
        coverage: state.coverage,
        model_version: state.modelVersion,
        previous_model_version: previousModelOf(known, isToday),
      });
    }
  }
  await bulkInsert(tx, 'maturity_history', rows, {
    conflict: ['entity_ref', 'dimension_id', 'day'],
    update: [
      'level',
      'score',
      'previous_level',
      'previous_score',
      'first',
      'coverage',
      'model_version',
      'previous_model_version',
    ],
  });
}

/** Before a row of today was whatever that row says; where an earlier version stored it, the model was the same then. */
function previousModelOf(
  known: DbHistoryRow | undefined,
  isToday: boolean,
): string | null {
  if (!known || (isToday && known.first)) {
    return null;
  }
  return isToday
    ? known.previous_model_version ?? known.model_version
    : known.model_version;
}

function keyOf(entityRef: string, dimensionId: string): string {
  return `${entityRef} ${dimensionId}`;
}

async function loadLatest(
  tx: Knex,
  entityRefs: string[],
): Promise<Map<string, DbHistoryRow>> {
  const newest = whereAnyOf(
    tx('maturity_history')
      .groupBy('entity_ref', 'dimension_id')
      .select('entity_ref', 'dimension_id')
      .max('day as day'),
    tx,
    'entity_ref',
    entityRefs,
  );
  const rows = rowsFrom<DbHistoryRow>(
    await tx.raw(
      `select h.* from (?) as newest join maturity_history as h
       on h.entity_ref = newest.entity_ref and h.dimension_id = newest.dimension_id and h.day = newest.day`,
      [newest],
    ),
  );
  return new Map(
    rows.map(row => [keyOf(row.entity_ref, row.dimension_id), row]),
  );
}
