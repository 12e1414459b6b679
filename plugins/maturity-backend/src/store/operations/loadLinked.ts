// SPDX-License-Identifier: Apache-2.0
import {
  loadLinkedEvents,
  NormalizedEvent,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { loadByKeys } from './loadByKeys';

/** Joins reach from a change over its artifact to a deployment and its incident; far beyond that nothing is joined. */
const MAX_ROUNDS = 12;

/** The given events with all stored ones that are joined to them, directly or over others. @internal */
export async function loadLinked(
  tx: Knex,
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
    const rows = await loadByKeys(tx, keys);
    for (const row of rows) {
      if (!loaded.has(keyOf(row))) {
        loaded.set(keyOf(row), row);
      }
    }
  }
  return [...loaded.values()];
}
