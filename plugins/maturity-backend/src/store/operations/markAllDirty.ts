// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { BACKGROUND } from './markDirty';

/** Marks every scored entity as in need of evaluation, in one statement. @internal */
export async function markAllDirty(
  tx: Knex,
  options: { reason: string; now: Date; runId?: string },
): Promise<void> {
  await tx.raw(
    `insert into maturity_evaluation_queue (entity_ref, priority, dirty_at_ms, marks, reason, run_id)
     select entity_ref, ${BACKGROUND}, cast(? as double precision), 1, cast(? as text), cast(? as text)
     from maturity_entities where state = 'active' order by entity_ref
     on conflict (entity_ref) do update set
       marks = maturity_evaluation_queue.marks + 1,
       not_before_ms = 0,
       reason = excluded.reason,
       run_id = coalesce(excluded.run_id, maturity_evaluation_queue.run_id)`,
    [options.now.getTime(), options.reason, options.runId ?? null],
  );
}
