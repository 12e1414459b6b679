// SPDX-License-Identifier: Apache-2.0
import {
  DeliveryRecord,
  recordKey,
  StampedRecord,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { keyTable, rowsFrom } from '../bulk';
import { DbUnmatchedRow } from '../tables';

type Key = { type: string; source: string; id: string };

/** Removes records from the unmatched ones, because their entity is known now. Answers them by key. @internal */
export async function takeUnmatched(
  tx: Knex.Transaction,
  keys: Key[],
): Promise<Map<string, StampedRecord<DeliveryRecord['record']>>> {
  if (keys.length === 0) {
    return new Map();
  }
  const rows = rowsFrom<DbUnmatchedRow>(
    await tx.raw(
      `delete from maturity_unmatched where exists (
         select 1 from ? where keys.type = maturity_unmatched.type
         and keys.source = maturity_unmatched.source and keys.id = maturity_unmatched.id
       ) returning *`,
      [keyTable(tx, 'maturity_unmatched', keys, ['type', 'source', 'id'])],
    ),
  );
  return new Map(
    rows.map(row => [
      `${row.type} ${recordKey(row)}`,
      { record: JSON.parse(row.data), stamps: JSON.parse(row.stamps) },
    ]),
  );
}
