// SPDX-License-Identifier: Apache-2.0
import {
  mergeStamped,
  StampedRecord,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import {
  bulkInsertNew,
  bulkUpdate,
  isPostgres,
  keyTable,
  rowsFrom,
} from '../bulk';
import { storedKey, StoredRecord, toRecordsRow } from '../recordRows';
import { DbRecordsRow } from '../tables';

const KEY = ['entity_ref', 'type', 'source', 'id'] as const;

/** @internal */
export interface MergedRecords {
  /** Keys (`storedKey`) of records that were not there before. */
  added: Set<string>;
  /** Keys of records of which something changed. */
  changed: Set<string>;
}

/**
 * Merges records into the stored ones. Each key occurs once in `records`.
 *
 * @remarks
 *
 * Two replicas may bring different fields of one record at the same time, and both must survive. Known rows are locked
 * before they are merged; a row that another transaction inserts between our look and our insert makes the insert do
 * nothing, and the next round finds and merges it. Rows are locked in the order of their keys, so that two batches
 * with the same records wait for each other instead of blocking each other.
 *
 * @internal
 */
export async function mergeRecordRows(
  tx: Knex.Transaction,
  records: StoredRecord[],
): Promise<MergedRecords> {
  const result: MergedRecords = { added: new Set(), changed: new Set() };
  let open = sortByKey(records);
  while (open.length > 0) {
    const known = await lockRows(tx, open);
    const updates: DbRecordsRow[] = [];
    const inserts: StoredRecord[] = [];
    for (const record of open) {
      const row = known.get(keyOf(record));
      if (!row) {
        inserts.push(record);
        continue;
      }
      const merged = toRecordsRow({
        ...record,
        stamped: record.recomputed
          ? record.stamped
          : mergeStamped(stampedOf(row), record.stamped),
      });
      if (merged.data !== row.data || merged.stamps !== row.stamps) {
        updates.push(merged);
        if (
          meaningOf(row.type, merged.data) !== meaningOf(row.type, row.data)
        ) {
          result.changed.add(keyOf(record));
        }
      }
    }
    await bulkUpdate(tx, 'maturity_records', updates, [...KEY]);
    const inserted = new Set(
      (
        await bulkInsertNew(tx, 'maturity_records', inserts.map(toRecordsRow), [
          ...KEY,
        ])
      ).map(row => rowKey(row as DbRecordsRow)),
    );
    for (const key of inserted) {
      result.added.add(key);
      result.changed.add(key);
    }
    open = inserts.filter(record => !inserted.has(keyOf(record)));
  }
  return result;
}

/** What is true from when it was seen on: seeing it again makes what is told of it fresh. */
const OF_THE_MOMENT = ['fact', 'pipeline'];

/** A record without the time at which it was seen: seeing the same again mostly says nothing new. */
function meaningOf(type: string, data: string): string {
  if (OF_THE_MOMENT.includes(type)) {
    return data;
  }
  const {
    observedAt: _observedAt,
    observation: _observation,
    ...meaning
  } = JSON.parse(data);
  return JSON.stringify(meaning);
}

function keyOf(record: StoredRecord): string {
  return storedKey(record.entityRef, record.type, record.stamped.record);
}

function rowKey(row: DbRecordsRow): string {
  return storedKey(row.entity_ref, row.type, row);
}

function sortByKey(records: StoredRecord[]): StoredRecord[] {
  return [...records].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function stampedOf(
  row: DbRecordsRow,
): StampedRecord<StoredRecord['stamped']['record']> {
  return { record: JSON.parse(row.data), stamps: JSON.parse(row.stamps) };
}

async function lockRows(
  tx: Knex.Transaction,
  records: StoredRecord[],
): Promise<Map<string, DbRecordsRow>> {
  const keys = records.map(({ entityRef, type, stamped }) => ({
    entity_ref: entityRef,
    type,
    source: stamped.record.source,
    id: stamped.record.id,
  }));
  const join = KEY.map(column => `r.${column} = keys.${column}`).join(' and ');
  const order = KEY.map(column => `r.${column}`).join(', ');
  const rows = rowsFrom<DbRecordsRow>(
    await tx.raw(
      `select r.* from ? join maturity_records as r on ${join} order by ${order}${
        isPostgres(tx) ? ' for update of r' : ''
      }`,
      [keyTable(tx, 'maturity_records', keys, [...KEY])],
    ),
  );
  return new Map(rows.map(row => [rowKey(row), row]));
}
