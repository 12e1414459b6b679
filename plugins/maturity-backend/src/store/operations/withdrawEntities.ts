// SPDX-License-Identifier: Apache-2.0
import { withdrawTasks } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { isPostgres, whereAnyOf } from '../bulk';
import { DbEntitiesRow, DbTasksRow } from '../tables';
import { readTask, saveTasks } from '../taskRows';

/**
 * Takes entities out of scoring: they are no longer listed or counted, and their tasks end. Records, scorecards and
 * history stay, in case that they come back. What rollups add up goes, so that they need not ask who is still there;
 * the evaluation after a return writes it anew.
 *
 * @internal
 */
export async function withdrawEntities(
  tx: Knex.Transaction,
  options: { entityRefs: string[]; now: Date },
): Promise<void> {
  const { entityRefs, now } = options;
  if (entityRefs.length === 0) {
    return;
  }
  // The queue first, as an evaluation does: who locks in the same order waits, and does not deadlock.
  for (const table of [
    'maturity_evaluation_queue',
    'maturity_pending_regressions',
    'maturity_check_results',
    'maturity_change_times',
  ]) {
    await whereAnyOf(tx(table).delete(), tx, 'entity_ref', entityRefs);
  }
  await whereAnyOf(
    tx<DbEntitiesRow>('maturity_entities').update({
      state: 'withdrawn',
      open_tasks: 0,
    }),
    tx,
    'entity_ref',
    entityRefs,
  );
  const unfinished = tx<DbTasksRow>('maturity_tasks')
    .whereNotIn('state', ['resolved', 'withdrawn'])
    .orderBy('id')
    .select('data');
  const rows = await whereAnyOf(
    isPostgres(tx) ? unfinished.forUpdate() : unfinished,
    tx,
    'entity_ref',
    entityRefs,
  );
  const { update, events } = withdrawTasks({
    tasks: rows.map(readTask),
    cause:
      'The entity left the catalog, or no longer passes the filter of the model.',
    now: now.toISOString(),
  });
  await saveTasks(tx, { tasks: update, events });
}
