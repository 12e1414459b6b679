// SPDX-License-Identifier: Apache-2.0
import { DeliveryRecord } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { EntityDirectory, EntityLookup } from '../catalog/EntityDirectory';
import { createTimeSlice } from '../store/timeSlice';
import { DbUnmatchedRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import { findEntities } from './matchRecords';
import { RecordItem } from './types';
import { upsertRecords } from './upsertRecords';

const PAGE_SIZE = 500;

/**
 * Gives records that belonged to no entity to those that have appeared since.
 *
 * @param since - only records seen from then on; absent: all
 * @returns how many found their entity
 *
 * @internal
 */
export async function rematch(options: {
  knex: Knex;
  directory: EntityDirectory;
  now: () => Date;
  since?: Date;
}): Promise<number> {
  const { knex, directory, now } = options;
  const lookup = await directory.get();
  let cursor: DbUnmatchedRow | undefined;
  let matched = 0;
  for (;;) {
    const page: DbUnmatchedRow[] = await nextPage(knex, cursor, options.since);
    if (page.length === 0) {
      return matched;
    }
    cursor = page[page.length - 1];
    const items = await findMatching(page, lookup);
    if (items.length > 0) {
      await inTransaction(knex, tx =>
        upsertRecords(tx, { items, lookup, now: now() }),
      );
      matched += items.length;
    }
  }
}

async function nextPage(
  knex: Knex,
  after: DbUnmatchedRow | undefined,
  since: Date | undefined,
): Promise<DbUnmatchedRow[]> {
  const query = knex<DbUnmatchedRow>('maturity_unmatched')
    .orderBy(['type', 'source', 'id'])
    .limit(PAGE_SIZE)
    .select('*');
  if (since) {
    void query.where('last_seen_ms', '>=', since.getTime());
  }
  if (after) {
    void query.whereRaw('(type, source, id) > (?, ?, ?)', [
      after.type,
      after.source,
      after.id,
    ]);
  }
  return query;
}

async function findMatching(
  rows: DbUnmatchedRow[],
  lookup: EntityLookup,
): Promise<RecordItem[]> {
  const items: RecordItem[] = [];
  const pause = createTimeSlice();
  for (const row of rows) {
    const item = {
      type: row.type,
      record: JSON.parse(row.data),
    } as DeliveryRecord;
    const found = findEntities({ item }, lookup, []);
    if ('entityRefs' in found) {
      items.push({ item, stamps: JSON.parse(row.stamps) });
    }
    await pause();
  }
  return items;
}
