// SPDX-License-Identifier: Apache-2.0
import {
  DeliveryRecord,
  provenReach,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert, isPostgres, keyTable, rowsFrom } from '../bulk';
import { DbSourceReachRow } from '../tables';

const TABLE = 'maturity_source_reach';
const KEY = ['entity_ref', 'source', 'kind'] as const;

/** What was told of an entity. @internal */
export interface ToldRecord {
  entityRef: string;
  item: DeliveryRecord;
}

/**
 * Notes what the sources of records have shown that they can tell, each kind from the earliest instant on, whichever
 * record came first. Only what is new or earlier is written, and it outlives the records.
 *
 * @returns the entities of which a source can tell more than was known
 * @internal
 */
export async function saveProofs(
  tx: Knex,
  records: Iterable<ToldRecord>,
): Promise<Set<string>> {
  const proven = provenRows(records);
  if (proven.size === 0) {
    return new Set();
  }
  const known = await readKnown(tx, [...proven.values()]);
  const news = [...proven]
    .filter(([key, row]) => row.since_ms < (known.get(key) ?? Infinity))
    // One order for all writers, so that two batches do not block each other.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
  const earlier = isPostgres(tx) ? 'least' : 'min';
  await bulkInsert<DbSourceReachRow>(tx, TABLE, news, {
    conflict: [...KEY],
    updateRaw: { since_ms: `${earlier}(${TABLE}.since_ms, excluded.since_ms)` },
  });
  return new Set(news.map(row => row.entity_ref));
}

function provenRows(
  records: Iterable<ToldRecord>,
): Map<string, DbSourceReachRow> {
  const rows = new Map<string, DbSourceReachRow>();
  for (const { entityRef, item } of records) {
    for (const [kind, since] of Object.entries(provenReach(item))) {
      const row = {
        entity_ref: entityRef,
        source: item.record.source,
        kind,
        since_ms: Date.parse(since as string),
      };
      const before = rows.get(keyOf(row));
      if (!before || row.since_ms < before.since_ms) {
        rows.set(keyOf(row), row);
      }
    }
  }
  return rows;
}

async function readKnown(
  tx: Knex,
  rows: DbSourceReachRow[],
): Promise<Map<string, number>> {
  const join = KEY.map(column => `r.${column} = keys.${column}`).join(' and ');
  const keys = rows.map(({ entity_ref, source, kind }) => ({
    entity_ref,
    source,
    kind,
  }));
  const known = rowsFrom<DbSourceReachRow>(
    await tx.raw(`select r.* from ? join ${TABLE} as r on ${join}`, [
      keyTable(tx, TABLE, keys, [...KEY]),
    ]),
  );
  return new Map(known.map(row => [keyOf(row), row.since_ms]));
}

function keyOf({ entity_ref: ref, source, kind }: DbSourceReachRow): string {
  return JSON.stringify([ref, source, kind]);
}
