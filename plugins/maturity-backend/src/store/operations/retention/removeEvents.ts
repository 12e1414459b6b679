// SPDX-License-Identifier: Apache-2.0
import { NormalizedEvent } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { removableEvents } from '../../../retention/removableEvents';
import { Batches } from '../../Batches';
import { whereAnyOf } from '../../bulk';
import { DbEventsRow } from '../../tables';
import { inTransaction } from '../../transaction';
import { loadLinked } from '../loadLinked';
import { lockEvents } from '../saveEvents';
import { deleteByKey } from './deleteInBatches';

const KEY = ['source', 'id'] as const;

/**
 * Removes old events with what joins them, a page of them at each step, oldest first. Groups that something recent
 * belongs to stay.
 *
 * @param options - `before` in epoch ms; `-Infinity` removes nothing
 * @returns after each step, how many it removed
 * @internal
 */
export async function* removeEvents(
  knex: Knex,
  options: { before: number; batches: Batches; deletes: Batches },
): AsyncGenerator<number> {
  const { before, batches, deletes } = options;
  let after: DbEventsRow | undefined;
  while (Number.isFinite(before)) {
    const limit = batches.size;
    const page = await nextPage(knex, before, after, limit);
    if (page.length > 0) {
      const linked = await batches.run(() =>
        loadLinked(
          knex,
          page.map(row => JSON.parse(row.data) as NormalizedEvent),
        ),
      );
      const removable = removableEvents(linked, before);
      let removed = 0;
      for (let start = 0; start < removable.length; ) {
        const batch = removable.slice(start, start + deletes.size);
        removed += await deletes.run(() => removeBatch(knex, batch, before));
        start += batch.length;
      }
      yield removed;
    }
    if (page.length < limit) {
      return;
    }
    after = page[page.length - 1];
  }
}

async function nextPage(
  knex: Knex,
  before: number,
  after: DbEventsRow | undefined,
  limit: number,
): Promise<DbEventsRow[]> {
  const query = knex<DbEventsRow>('maturity_events')
    .where('at_ms', '<', before)
    .orderBy(['at_ms', 'source', 'id'])
    .limit(limit)
    .select('*');
  if (after) {
    void query.whereRaw('(at_ms, source, id) > (?, ?, ?)', [
      after.at_ms,
      after.source,
      after.id,
    ]);
  }
  return query;
}

/** No event may be stored meanwhile that belongs to one of these; where one was just before, they stay this time. */
async function removeBatch(
  knex: Knex,
  events: NormalizedEvent[],
  before: number,
): Promise<number> {
  return inTransaction(knex, async tx => {
    await lockEvents(tx);
    const recent = await whereAnyOf(
      tx('maturity_event_keys as k')
        .join('maturity_events as e', join =>
          join.on('e.source', 'k.source').andOn('e.id', 'k.id'),
        )
        .where('e.at_ms', '>=', before)
        .first('e.id'),
      tx,
      'k.join_key',
      [...new Set(events.flatMap(({ keys }) => keys))],
    );
    if (recent) {
      return 0;
    }
    await deleteByKey(tx, {
      table: 'maturity_event_keys',
      rows: events,
      key: KEY,
    });
    return deleteByKey(tx, {
      table: 'maturity_events',
      rows: events,
      key: KEY,
    });
  });
}
