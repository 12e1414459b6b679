// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { rowsFrom, keyTable } from '../bulk';
import { DbRecordsRow } from '../tables';

/** Removes records from entities that they turned out not to belong to. Answers those entities. @internal */
export async function removeElsewhere(
  tx: Knex.Transaction,
  rows: Pick<DbRecordsRow, 'entity_ref' | 'type' | 'source' | 'id'>[],
): Promise<string[]> {
  if (rows.length === 0) {
    return [];
  }
  const removed = rowsFrom<{ entity_ref: string }>(
    await tx.raw(
      `delete from maturity_records where exists (
         select 1 from ? where keys.entity_ref = maturity_records.entity_ref and keys.type = maturity_records.type
         and keys.source = maturity_records.source and keys.id = maturity_records.id
       ) returning entity_ref`,
      [
        keyTable(tx, 'maturity_records', rows, [
          'entity_ref',
          'type',
          'source',
          'id',
        ]),
      ],
    ),
  );
  return removed.map(row => row.entity_ref);
}
