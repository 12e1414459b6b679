// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { bulkInsert, whereAnyOf } from '../../bulk';
import { DbCollectorStatusRow } from '../../tables';

/** What a collector said last of each entity, or of some. @internal */
export async function readStatuses(
  knex: Knex,
  options: { collectorId: string; entityRefs?: string[] },
): Promise<DbCollectorStatusRow[]> {
  const query = knex<DbCollectorStatusRow>('maturity_collector_status')
    .where({ collector_id: options.collectorId })
    .select('*');
  return options.entityRefs
    ? whereAnyOf(query, knex, 'entity_ref', options.entityRefs)
    : query;
}

/** @internal */
export async function saveStatuses(
  tx: Knex,
  rows: DbCollectorStatusRow[],
): Promise<void> {
  await bulkInsert(tx, 'maturity_collector_status', rows, {
    conflict: ['collector_id', 'entity_ref'],
    update: [
      'host',
      'state',
      'message',
      'retry_at_ms',
      'reach',
      'unread_since',
      'updated_ms',
    ],
  });
}

/** Forgets what was said of entities that the collector does not read any more. @internal */
export async function removeStatuses(
  tx: Knex,
  options: { collectorId: string; entityRefs: string[] },
): Promise<void> {
  await whereAnyOf(
    tx<DbCollectorStatusRow>('maturity_collector_status')
      .where({ collector_id: options.collectorId })
      .delete(),
    tx,
    'entity_ref',
    options.entityRefs,
  );
}
