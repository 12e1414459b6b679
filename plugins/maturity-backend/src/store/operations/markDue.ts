// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbDueRow, DbTasksRow, DbWaiversRow } from '../tables';
import { markDirty } from './markDirty';

/**
 * Marks entities for which time alone changes something: a snooze that is over, a waiver that has ended, a record whose
 * time has come. Answers how many there are.
 *
 * @internal
 */
export async function markDue(
  tx: Knex.Transaction,
  options: { now: Date },
): Promise<number> {
  const now = options.now.getTime();
  const snoozed = await tx<DbTasksRow>('maturity_tasks')
    .where({ state: 'snoozed' })
    .andWhere('snoozed_until_ms', '<=', now)
    .distinct('entity_ref');
  const waived = await tx<DbWaiversRow>('maturity_waivers')
    .where({ state: 'approved' })
    .andWhere('until_ms', '<=', now)
    .select('id', 'entity_ref');
  await tx<DbWaiversRow>('maturity_waivers')
    .whereIn(
      'id',
      waived.map(row => row.id),
    )
    .update({ state: 'ended' });
  const come = await tx<DbDueRow>('maturity_due')
    .where('due_ms', '<=', now)
    .select();
  await tx<DbDueRow>('maturity_due').where('due_ms', '<=', now).delete();
  const entityRefs = [...snoozed, ...waived, ...come].map(
    row => row.entity_ref,
  );
  await markDirty(tx, { entityRefs, reason: 'due', now: options.now });
  return entityRefs.length;
}
