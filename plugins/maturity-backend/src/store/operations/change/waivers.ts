// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbWaiversRow } from '../../tables';
import { inTransaction } from '../../transaction';
import { markDirty } from '../markDirty';

/** Stores a request; `false` where one of the same check is already waiting or in force. @internal */
export async function insertWaiver(options: {
  knex: Knex;
  row: DbWaiversRow;
}): Promise<boolean> {
  const { knex, row } = options;
  return inTransaction(knex, async tx => {
    // The entity's row is the lock: two people who ask at once are answered one after the other.
    const entity = tx('maturity_entities').where('entity_ref', row.entity_ref);
    if (tx.client.config.client === 'pg') {
      entity.forUpdate();
    }
    await entity.first('entity_ref');
    const rival = await tx<DbWaiversRow>('maturity_waivers')
      .where({ entity_ref: row.entity_ref, check_id: row.check_id })
      .whereIn('state', ['requested', 'approved'])
      .where('until_ms', '>', row.from_ms)
      .first('id');
    if (rival) {
      return false;
    }
    await tx('maturity_waivers').insert(row);
    return true;
  });
}

/** @internal */
export async function readWaiver(options: {
  knex: Knex;
  id: string;
}): Promise<DbWaiversRow | undefined> {
  return options
    .knex<DbWaiversRow>('maturity_waivers')
    .where({ id: options.id })
    .first()
    .then();
}

/** Moves a waiver on and has its entity evaluated again; `false` where somebody else was faster. @internal */
export async function updateWaiver(options: {
  knex: Knex;
  before: DbWaiversRow;
  after: DbWaiversRow;
  now: Date;
}): Promise<boolean> {
  const { knex, before, after, now } = options;
  return inTransaction(knex, async tx => {
    const updated = await tx<DbWaiversRow>('maturity_waivers')
      .where({ id: before.id, state: before.state })
      .update({
        state: after.state,
        from_ms: after.from_ms,
        until_ms: after.until_ms,
      });
    if (updated === 0) {
      return false;
    }
    await markDirty(tx, {
      entityRefs: [after.entity_ref],
      reason: 'waiver',
      now,
    });
    return true;
  });
}
