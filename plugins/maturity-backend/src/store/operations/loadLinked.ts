// SPDX-License-Identifier: Apache-2.0
import {
  loadLinkedEvents,
  NormalizedEvent,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../bulk';

/** Joins reach from a change over its artifact to a deployment and its incident; far beyond that nothing is joined. */
const MAX_ROUNDS = 12;

/** The given events with all stored ones that are joined to them, directly or over others. @internal */
export async function loadLinked(
  tx: Knex.Transaction,
  events: NormalizedEvent[],
): Promise<NormalizedEvent[]> {
  const keyOf = (event: { source: string; id: string }) =>
    `${event.source} ${event.id}`;
  const loaded = new Map(events.map(event => [keyOf(event), event]));
  const asked = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const keys = loadLinkedEvents(loaded.values(), asked);
    if (keys.length === 0) {
      break;
    }
    keys.forEach(key => asked.add(key));
    const rows: { data: string; source: string; id: string }[] =
      await whereAnyOf(
        tx('maturity_event_keys')
          .join('maturity_events', function join() {
            this.on(
              'maturity_events.source',
              'maturity_event_keys.source',
            ).andOn('maturity_events.id', 'maturity_event_keys.id');
          })
          .distinct(
            'maturity_events.source',
            'maturity_events.id',
            'maturity_events.data',
          ),
        tx,
        'maturity_event_keys.join_key',
        keys,
      );
    for (const row of rows) {
      if (!loaded.has(keyOf(row))) {
        loaded.set(keyOf(row), JSON.parse(row.data) as NormalizedEvent);
      }
    }
  }
  return [...loaded.values()];
}
