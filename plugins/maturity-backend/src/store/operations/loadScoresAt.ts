// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { WHOLE } from '../historyStates';
import { rowsFrom, whereAnyOf } from '../bulk';
import { DbHistoryRow } from '../tables';

/** The scores that entities had at the end of a day; those of which nothing was known then are left out. @internal */
export async function loadScoresAt(
  knex: Knex,
  options: { entityRefs: string[]; day: string },
): Promise<Map<string, number | null>> {
  const newest = whereAnyOf(
    knex('maturity_history')
      .where({ dimension_id: WHOLE })
      .andWhere('day', '<=', options.day)
      .groupBy('entity_ref')
      .select('entity_ref')
      .max('day as day'),
    knex,
    'entity_ref',
    options.entityRefs,
  );
  const rows = rowsFrom<DbHistoryRow>(
    await knex.raw(
      `select h.entity_ref, h.score from (?) as newest join maturity_history as h
       on h.entity_ref = newest.entity_ref and h.dimension_id = ? and h.day = newest.day`,
      [newest, WHOLE],
    ),
  );
  return new Map(rows.map(row => [row.entity_ref, row.score]));
}
