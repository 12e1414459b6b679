// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { HistoryState, isSameState } from '../historyStates';
import { bulkInsert } from '../bulk';
import { DbHistoryRow } from '../tables';

/** The states of an entity at the ends of days, in their order. @internal */
export interface ReplayedDay {
  day: string;
  states: ReadonlyMap<string, HistoryState>;
}

/**
 * Replaces an entity's history within the days of a replay, change-only, and joins it to what is before and after it.
 * Doing it again changes nothing.
 *
 * @internal
 */
export async function replaceHistory(
  tx: Knex.Transaction,
  options: { entityRef: string; days: ReplayedDay[] },
): Promise<void> {
  const { entityRef, days } = options;
  if (days.length === 0) {
    return;
  }
  const [from, to] = [days[0].day, days[days.length - 1].day];
  const known = await tx<DbHistoryRow>('maturity_history')
    .where({ entity_ref: entityRef })
    .orderBy('day')
    .select('*');
  const dimensionIds = new Set([
    ...known.map(row => row.dimension_id),
    ...days.flatMap(({ states }) => [...states.keys()]),
  ]);
  const rows: DbHistoryRow[] = [];
  for (const dimensionId of dimensionIds) {
    const own = known.filter(row => row.dimension_id === dimensionId);
    const before = own.filter(row => row.day < from).pop();
    let state = before && stateOf(before);
    for (const day of days) {
      const next = day.states.get(dimensionId);
      // Nothing was known yet: history begins with the first data.
      const isEmpty = !state && next?.score === null;
      if (!next || isEmpty || (state && isSameState(state, next))) {
        continue;
      }
      rows.push(toRow(entityRef, dimensionId, day.day, next, state));
      state = next;
    }
    const after = own.find(row => row.day > to);
    if (after) {
      rows.push(
        toRow(entityRef, dimensionId, after.day, stateOf(after), state),
      );
    }
  }
  await tx('maturity_history')
    .where({ entity_ref: entityRef })
    .whereBetween('day', [from, to])
    .delete();
  await bulkInsert(tx, 'maturity_history', rows, {
    conflict: ['entity_ref', 'dimension_id', 'day'],
    update: [
      'previous_level',
      'previous_score',
      'first',
      'previous_model_version',
    ],
  });
}

function stateOf(row: DbHistoryRow): HistoryState {
  return {
    level: row.level,
    score: row.score,
    coverage: row.coverage,
    modelVersion: row.model_version,
  };
}

function toRow(
  entityRef: string,
  dimensionId: string,
  day: string,
  state: HistoryState,
  previous: HistoryState | undefined,
): DbHistoryRow {
  return {
    entity_ref: entityRef,
    dimension_id: dimensionId,
    day,
    level: state.level,
    score: state.score,
    previous_level: previous?.level ?? null,
    previous_score: previous?.score ?? null,
    first: !previous,
    coverage: state.coverage,
    model_version: state.modelVersion,
    previous_model_version: previous?.modelVersion ?? null,
  };
}
