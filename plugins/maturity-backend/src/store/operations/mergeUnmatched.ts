// SPDX-License-Identifier: Apache-2.0
import {
  DeliveryRecord,
  mergeStamped,
  recordKey,
  RecordType,
  StampedRecord,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert, isPostgres, keyTable, rowsFrom } from '../bulk';
import { DbUnmatchedRow } from '../tables';

/** A record that belongs to no entity yet. @internal */
export interface UnmatchedRecord {
  type: RecordType;
  stamped: StampedRecord<DeliveryRecord['record']>;
  reason: string;
  /** Takes the stored record's place instead of being merged with it. */
  recomputed?: boolean;
}

const KEY = ['type', 'source', 'id'] as const;

/**
 * Keeps records that belong to no entity, merged like stored ones, so that nothing is lost when their entity appears.
 * Answers the keys (`<type> <source> <id>`) of those that brought nothing new.
 *
 * @internal
 */
export async function mergeUnmatched(
  tx: Knex.Transaction,
  options: { records: UnmatchedRecord[]; now: Date },
): Promise<Set<string>> {
  const { records, now } = options;
  const known = await lockKnown(tx, records);
  const unchanged = new Set<string>();
  const rows = records.map(
    ({ type, stamped, reason, recomputed }): DbUnmatchedRow => {
      const key = `${type} ${recordKey(stamped.record)}`;
      const row = known.get(key);
      const merged =
        row && !recomputed
          ? mergeStamped(
              { record: JSON.parse(row.data), stamps: JSON.parse(row.stamps) },
              stamped,
            )
          : stamped;
      const data = JSON.stringify(merged.record);
      if (row?.data === data) {
        unchanged.add(key);
      }
      return {
        type,
        source: stamped.record.source,
        id: stamped.record.id,
        repository: merged.record.repository ?? null,
        service: merged.record.service ?? null,
        reason,
        data,
        stamps: JSON.stringify(merged.stamps),
        first_seen_ms: row?.first_seen_ms ?? now.getTime(),
        last_seen_ms: now.getTime(),
      };
    },
  );
  rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await bulkInsert(tx, 'maturity_unmatched', rows, {
    conflict: [...KEY],
    update: [
      'repository',
      'service',
      'reason',
      'data',
      'stamps',
      'last_seen_ms',
    ],
  });
  return unchanged;
}

function keyOf(row: { type: string; source: string; id: string }): string {
  return `${row.type} ${recordKey(row)}`;
}

async function lockKnown(
  tx: Knex.Transaction,
  records: UnmatchedRecord[],
): Promise<Map<string, DbUnmatchedRow>> {
  if (records.length === 0) {
    return new Map();
  }
  const keys = records.map(({ type, stamped: { record } }) => ({
    type,
    source: record.source,
    id: record.id,
  }));
  const join = KEY.map(column => `u.${column} = keys.${column}`).join(' and ');
  const rows = rowsFrom<DbUnmatchedRow>(
    await tx.raw(
      `select u.* from ? join maturity_unmatched as u on ${join} order by ${KEY.map(
        column => `u.${column}`,
      ).join(', ')}${isPostgres(tx) ? ' for update of u' : ''}`,
      [keyTable(tx, 'maturity_unmatched', keys, [...KEY])],
    ),
  );
  return new Map(rows.map(row => [keyOf(row), row]));
}
