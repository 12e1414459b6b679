// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { bulkInsert } from '../bulk';
import { DbEvaluationQueueRow } from '../tables';

/** Something happened to the entity, and somebody may be looking. */
const SOON = 0;
/** Everything is looked at again, which may take minutes and must not keep back what has just happened. @internal */
export const BACKGROUND = 1;

/**
 * Marks entities as in need of evaluation, in the caller's transaction: what makes them dirty and the mark are stored
 * together or not at all.
 *
 * @remarks
 *
 * A mark on an entity that is being evaluated at this moment must not be lost: `marks` grows, and the evaluation only
 * removes the row when it still has the count that it was claimed with (`finishClaims`). The lease stays, so that no
 * second worker starts on it meanwhile.
 *
 * @internal
 */
export async function markDirty(
  tx: Knex,
  options: {
    entityRefs: Iterable<string>;
    reason: string;
    now: Date;
    runId?: string;
    /** Nobody waits for it: what does not say so is evaluated first. */
    isBackground?: boolean;
  },
): Promise<void> {
  const refs = [...new Set(options.entityRefs)].sort();
  const rows = refs.map(entity_ref => ({
    entity_ref,
    priority: options.isBackground ? BACKGROUND : SOON,
    dirty_at_ms: options.now.getTime(),
    marks: 1,
    reason: options.reason,
    run_id: options.runId ?? null,
  }));
  await bulkInsert<Partial<DbEvaluationQueueRow>>(
    tx,
    'maturity_evaluation_queue',
    rows,
    {
      conflict: ['entity_ref'],
      update: ['reason'],
      updateRaw: {
        marks: 'maturity_evaluation_queue.marks + 1',
        not_before_ms: '0',
        priority: `case when excluded.priority < maturity_evaluation_queue.priority
          then excluded.priority else maturity_evaluation_queue.priority end`,
        run_id: 'coalesce(excluded.run_id, maturity_evaluation_queue.run_id)',
      },
    },
  );
}
