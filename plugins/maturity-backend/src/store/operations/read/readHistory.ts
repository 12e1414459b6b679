// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbHistoryRow, DbTaskEventsRow } from '../../tables';

/**
 * The history of one entity between two days, and for each dimension the last row before them, because its state
 * holds until the next row.
 *
 * @internal
 */
export async function readHistory(options: {
  knex: Knex;
  entityRef: string;
  fromDay?: string;
  toDay?: string;
}): Promise<DbHistoryRow[]> {
  const { knex, entityRef, fromDay, toDay } = options;
  const query = knex<DbHistoryRow>('maturity_history as h').where(
    'h.entity_ref',
    entityRef,
  );
  if (toDay !== undefined) {
    query.where('h.day', '<=', toDay);
  }
  if (fromDay !== undefined) {
    query.where(either =>
      either.where('h.day', '>=', fromDay).orWhereRaw(
        `h.day = (select max(b.day) from maturity_history b where b.entity_ref = h.entity_ref
            and b.dimension_id = h.dimension_id and b.day < ?)`,
        [fromDay],
      ),
    );
  }
  return query.orderBy(['h.dimension_id', 'h.day']).select('h.*');
}

/** @internal */
export type EntityTaskEventRow = Pick<DbTaskEventsRow, 'at_ms' | 'data'> & {
  task: string;
};

/** Every event of the tasks of one entity, with the task. @internal */
export async function readEntityTaskEvents(options: {
  knex: Knex;
  entityRef: string;
  fromMs?: number;
  toMs?: number;
}): Promise<EntityTaskEventRow[]> {
  const { knex, entityRef, fromMs, toMs } = options;
  const query = knex('maturity_task_events as v')
    .join('maturity_tasks as t', 't.id', 'v.task_id')
    .where('t.entity_ref', entityRef);
  if (fromMs !== undefined) {
    query.where('v.at_ms', '>=', fromMs);
  }
  if (toMs !== undefined) {
    query.where('v.at_ms', '<=', toMs);
  }
  return query.orderBy('v.seq').select('v.at_ms', 'v.data', { task: 't.data' });
}
