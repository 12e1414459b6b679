// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { Batches } from '../../Batches';
import { isPostgres, keyTable } from '../../bulk';

/** @internal */
export interface DeleteOptions<Row extends object> {
  table: string;
  rows: readonly Row[];
  key: readonly (keyof Row & string)[];
  /** A row that was changed meanwhile, and is no longer older than that, stays. */
  still?: { column: string; before: number };
}

/**
 * Deletes rows by their keys, each batch in a statement and transaction of its own.
 *
 * @returns how many were deleted
 * @internal
 */
export async function deleteInBatches<Row extends object>(
  knex: Knex,
  options: DeleteOptions<Row> & { batches: Batches },
): Promise<number> {
  const { rows, batches } = options;
  let deleted = 0;
  for (let start = 0; start < rows.length; ) {
    const batch = rows.slice(start, start + batches.size);
    deleted += await batches.run(() =>
      deleteByKey(knex, { ...options, rows: batch }),
    );
    start += batch.length;
  }
  return deleted;
}

/** Deletes rows by their keys in one statement. @internal */
export async function deleteByKey<Row extends object>(
  knex: Knex,
  options: DeleteOptions<Row>,
): Promise<number> {
  const { table, rows, key, still } = options;
  if (rows.length === 0) {
    return 0;
  }
  const columns = key.map(column => `"${column}"`).join(', ');
  const keys = rows.map(
    row => Object.fromEntries(key.map(column => [column, row[column]])) as Row,
  );
  const answer = await knex.raw(
    `delete from "${table}" where (${columns}) in (select ${columns} from ?)${
      still ? ` and "${still.column}" < ?` : ''
    }`,
    [keyTable(knex, table, keys, [...key]), ...(still ? [still.before] : [])],
  );
  return isPostgres(knex) ? answer.rowCount : answer.changes;
}
