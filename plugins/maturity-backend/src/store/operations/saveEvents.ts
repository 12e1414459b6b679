// SPDX-License-Identifier: Apache-2.0
import { NormalizedEvent } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert, bulkInsertNew, isPostgres } from '../bulk';
import { DbEventKeysRow, DbEventsRow } from '../tables';

/** Any number; the same in every replica. */
const EVENTS_LOCK = 7_211_904_001;

/**
 * Lets one transaction at a time store events and compute records from them.
 *
 * @remarks
 *
 * Records follow from all events that belong together. Two transactions that each add one of them do not see the
 * other's, and both would store a record that lacks something.
 *
 * @internal
 */
export async function lockEvents(tx: Knex.Transaction): Promise<void> {
  if (isPostgres(tx)) {
    await tx.raw('select pg_advisory_xact_lock(?)', [EVENTS_LOCK]);
  }
}

/** Stores events; answers those that were not there yet. @internal */
export async function saveEvents(
  tx: Knex.Transaction,
  events: NormalizedEvent[],
): Promise<NormalizedEvent[]> {
  const keyOf = (event: { source?: string; id?: string }) =>
    `${event.source} ${event.id}`;
  const rows = events.map(
    (event): DbEventsRow => ({
      source: event.source,
      id: event.id,
      type: event.type,
      at_ms: Date.parse(event.timestamp),
      data: JSON.stringify(event),
    }),
  );
  const inserted = new Set(
    (await bulkInsertNew(tx, 'maturity_events', rows, ['source', 'id'])).map(
      keyOf,
    ),
  );
  const added = events.filter(event => inserted.has(keyOf(event)));
  await bulkInsert<DbEventKeysRow>(
    tx,
    'maturity_event_keys',
    added.flatMap(({ keys, refs = [], source, id }) =>
      [...new Set([...keys, ...refs])].map(join_key => ({
        join_key,
        source,
        id,
      })),
    ),
    { conflict: ['join_key', 'source', 'id'] },
  );
  return added;
}
