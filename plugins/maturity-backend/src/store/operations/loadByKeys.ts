// SPDX-License-Identifier: Apache-2.0
import { NormalizedEvent } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../bulk';

/** The stored events that have any of the keys, each once. @internal */
export async function loadByKeys(
  tx: Knex,
  keys: readonly string[],
): Promise<NormalizedEvent[]> {
  if (keys.length === 0) {
    return [];
  }
  const rows: { data: string }[] = await whereAnyOf(
    tx('maturity_event_keys')
      .join('maturity_events', function join() {
        this.on('maturity_events.source', 'maturity_event_keys.source').andOn(
          'maturity_events.id',
          'maturity_event_keys.id',
        );
      })
      .distinct(
        'maturity_events.source',
        'maturity_events.id',
        'maturity_events.data',
      ),
    tx,
    'maturity_event_keys.join_key',
    [...new Set(keys)],
  );
  return rows.map(({ data }) => JSON.parse(data) as NormalizedEvent);
}
