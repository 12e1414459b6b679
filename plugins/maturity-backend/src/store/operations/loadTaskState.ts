// SPDX-License-Identifier: Apache-2.0
import {
  PendingRegression,
  Task,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { isPostgres, whereAnyOf } from '../bulk';
import {
  DbCheckResultsRow,
  DbPendingRegressionsRow,
  DbTasksRow,
} from '../tables';
import { readTask } from '../taskRows';

/** A task that was resolved this recently may be reopened; a little more than the model's 30 days. */
const RECENT_MS = 31 * 86_400_000;

/** What planning tasks needs to know of an entity. @internal */
export interface TaskState {
  tasks: Task[];
  pending: PendingRegression[];
  outcomes: Map<string, string>;
}

/**
 * Loads tasks for planning, and locks them: a person may change one at this moment, and neither change may be lost.
 *
 * @internal
 */
export async function loadTaskState(
  tx: Knex.Transaction,
  options: { entityRefs: string[]; now: Date },
): Promise<Map<string, TaskState>> {
  const { entityRefs } = options;
  const states = new Map<string, TaskState>(
    entityRefs.map(ref => [
      ref,
      { tasks: [], pending: [], outcomes: new Map() },
    ]),
  );
  const query = whereAnyOf(
    tx<DbTasksRow>('maturity_tasks')
      .where(relevant =>
        relevant
          .whereNotIn('state', ['resolved', 'withdrawn'])
          .orWhere('resolved_at_ms', '>=', options.now.getTime() - RECENT_MS),
      )
      .orderBy('id')
      .select('entity_ref', 'data'),
    tx,
    'entity_ref',
    entityRefs,
  );
  const tasks: Pick<DbTasksRow, 'entity_ref' | 'data'>[] = await (isPostgres(tx)
    ? query.forUpdate()
    : query);
  for (const row of tasks) {
    states.get(row.entity_ref)!.tasks.push(readTask(row));
  }
  const pending: DbPendingRegressionsRow[] = await whereAnyOf(
    tx<DbPendingRegressionsRow>('maturity_pending_regressions').select('*'),
    tx,
    'entity_ref',
    entityRefs,
  );
  for (const row of pending) {
    states.get(row.entity_ref)!.pending.push({
      checkId: row.check_id,
      since: new Date(row.since_ms).toISOString(),
      evaluations: row.evaluations,
    });
  }
  const outcomes: DbCheckResultsRow[] = await whereAnyOf(
    tx<DbCheckResultsRow>('maturity_check_results').select(
      'entity_ref',
      'check_id',
      'outcome',
    ),
    tx,
    'entity_ref',
    entityRefs,
  );
  for (const row of outcomes) {
    states.get(row.entity_ref)!.outcomes.set(row.check_id, row.outcome);
  }
  return states;
}
