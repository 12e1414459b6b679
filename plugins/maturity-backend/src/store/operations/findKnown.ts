// SPDX-License-Identifier: Apache-2.0
import { recordKey } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { keyTable, rowsFrom } from '../bulk';
import { DbRecordsRow } from '../tables';

/** The entities that already have a record, by `<type> <source> <id>`. @internal */
export async function findKnown(
  tx: Knex,
  keys: { type: string; source: string; id: string }[],
): Promise<Map<string, string[]>> {
  if (keys.length === 0) {
    return new Map();
  }
  const rows = rowsFrom<
    Pick<DbRecordsRow, 'entity_ref' | 'type' | 'source' | 'id'>
  >(
    await tx.raw(
      `select r.entity_ref, r.type, r.source, r.id from ? join maturity_records as r
       on r.source = keys.source and r.id = keys.id and r.type = keys.type
       order by r.entity_ref`,
      [keyTable(tx, 'maturity_records', keys, ['type', 'source', 'id'])],
    ),
  );
  const known = new Map<string, string[]>();
  for (const row of rows) {
    const key = `${row.type} ${recordKey(row)}`;
    known.set(key, [...(known.get(key) ?? []), row.entity_ref]);
  }
  return known;
}
