// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { Batches } from '../../Batches';
import { bulkUpdate, isPostgres, whereAnyOf } from '../../bulk';
import { DbTasksRow } from '../../tables';
import { readTask } from '../../taskRows';
import { inTransaction } from '../../transaction';

/** Ids that are looked at at a time; only those that ended long ago are read whole. */
const PAGE_SIZE = 1_000;

/**
 * Takes the evidence out of tasks that ended before an instant, a page at each step. The tasks and what happened to
 * them stay.
 *
 * @param options - `before` in epoch ms; `-Infinity` changes nothing
 * @returns after each step, how many tasks it changed
 * @internal
 */
export async function* thinTasks(
  knex: Knex,
  options: { before: number; batches: Batches },
): AsyncGenerator<number> {
  const { before, batches } = options;
  let after = '';
  while (Number.isFinite(before)) {
    const page: Pick<DbTasksRow, 'id' | 'state' | 'updated_at_ms'>[] =
      await knex<DbTasksRow>('maturity_tasks')
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE_SIZE)
        .select('id', 'state', 'updated_at_ms');
    const ended = page.filter(row => isEnded(row, before)).map(({ id }) => id);
    let changed = 0;
    for (let start = 0; start < ended.length; ) {
      const ids = ended.slice(start, start + batches.size);
      changed += await batches.run(() => thinBatch(knex, ids, before));
      start += ids.length;
    }
    yield changed;
    if (page.length < PAGE_SIZE) {
      return;
    }
    after = page[page.length - 1].id;
  }
}

function isEnded(
  row: Pick<DbTasksRow, 'state' | 'updated_at_ms'>,
  before: number,
): boolean {
  return (
    (row.state === 'resolved' || row.state === 'withdrawn') &&
    row.updated_at_ms < before
  );
}

async function thinBatch(
  knex: Knex,
  ids: string[],
  before: number,
): Promise<number> {
  return inTransaction(knex, async tx => {
    const query = whereAnyOf(
      tx<DbTasksRow>('maturity_tasks')
        .where('data', 'like', '%"evidence":[{%')
        .orderBy('id')
        .select('id', 'state', 'updated_at_ms', 'data'),
      tx,
      'id',
      ids,
    );
    const rows: Pick<DbTasksRow, 'id' | 'state' | 'updated_at_ms' | 'data'>[] =
      await (isPostgres(tx) ? query.forUpdate() : query);
    const thinned = rows
      .filter(row => isEnded(row, before))
      .map(row => ({
        id: row.id,
        data: JSON.stringify({ ...readTask(row), evidence: [] }),
      }));
    await bulkUpdate(tx, 'maturity_tasks', thinned, ['id']);
    return thinned.length;
  });
}
