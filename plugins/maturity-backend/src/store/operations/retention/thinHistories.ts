// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { thinHistory } from '../../../retention/thinHistory';
import { Batches } from '../../Batches';
import { bulkUpdate, isPostgres, whereAnyOf } from '../../bulk';
import { DbHistoryRow } from '../../tables';
import { inTransaction } from '../../transaction';
import { deleteByKey } from './deleteInBatches';

const KEY = ['entity_ref', 'dimension_id', 'day'] as const;

/**
 * Thins the history of some entities between two Mondays, the later one excluded, to a row a week.
 *
 * @returns how many rows went
 * @internal
 */
export async function thinHistories(
  knex: Knex,
  options: {
    entityRefs: string[];
    /** UTC day; absent for all of the past. */
    fromDay?: string;
    toDay: string;
    batches: Batches;
  },
): Promise<number> {
  const { entityRefs, batches } = options;
  let removed = 0;
  for (let start = 0; start < entityRefs.length; ) {
    const refs = entityRefs.slice(start, start + batches.size);
    removed += await batches.run(() =>
      inTransaction(knex, tx =>
        thinBatch(tx, { ...options, entityRefs: refs }),
      ),
    );
    start += refs.length;
  }
  return removed;
}

async function thinBatch(
  tx: Knex.Transaction,
  options: { entityRefs: string[]; fromDay?: string; toDay: string },
): Promise<number> {
  const { entityRefs, fromDay, toDay } = options;
  const query = whereAnyOf(
    tx<DbHistoryRow>('maturity_history')
      .where('day', '<', toDay)
      .orderBy([...KEY])
      .select('*'),
    tx,
    'entity_ref',
    entityRefs,
  );
  if (fromDay !== undefined) {
    void query.where('day', '>=', fromDay);
  }
  const rows: DbHistoryRow[] = await (isPostgres(tx)
    ? query.forUpdate()
    : query);
  const { remove, update } = thinHistory(rows);
  const removed = await deleteByKey(tx, {
    table: 'maturity_history',
    rows: remove,
    key: KEY,
  });
  await bulkUpdate(tx, 'maturity_history', update, [...KEY]);
  return removed;
}
