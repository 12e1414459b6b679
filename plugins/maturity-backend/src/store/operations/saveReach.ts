// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbCollectorStatusRow } from '../tables';
import { markDirty } from './markDirty';

/** Under which name it is noted what was sent, beside what collectors read. @internal */
export const SENT = 'ingest';

/**
 * Notes that an entity's pipelines were sent as a whole, so that having none means that there are none.
 *
 * @internal
 */
export async function savePipelineReach(
  tx: Knex,
  options: { entityRef: string; now: Date },
): Promise<void> {
  const { entityRef, now } = options;
  const added = await tx<DbCollectorStatusRow>('maturity_collector_status')
    .insert({
      collector_id: SENT,
      entity_ref: entityRef,
      host: null,
      state: 'ok',
      message: null,
      retry_at_ms: null,
      reach: JSON.stringify(['pipelines']),
      unread_since: null,
      updated_ms: now.getTime(),
    })
    .onConflict(['collector_id', 'entity_ref'])
    .ignore()
    .returning('entity_ref');
  if (added.length > 0) {
    await markDirty(tx, { entityRefs: [entityRef], reason: 'records', now });
  }
}
