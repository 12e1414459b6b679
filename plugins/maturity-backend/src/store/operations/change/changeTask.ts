// SPDX-License-Identifier: Apache-2.0
import {
  Task,
  TaskChange,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { DbTasksRow } from '../../tables';
import { inTransaction } from '../../transaction';

/**
 * Changes one task and writes down what happened, in one transaction. The row is locked meanwhile, so that an
 * evaluation and a person never overwrite each other's word.
 *
 * @param change - decides on the task as it is at this moment; what it throws ends the transaction
 * @internal
 */
export async function changeTask(options: {
  knex: Knex;
  id: string;
  change: (task: Task) => TaskChange;
}): Promise<TaskChange | undefined> {
  const { knex, id, change } = options;
  return inTransaction(knex, async tx => {
    const query = tx<DbTasksRow>('maturity_tasks').where({ id });
    if (tx.client.config.client === 'pg') {
      query.forUpdate();
    }
    const row = await query.first();
    if (!row) {
      return undefined;
    }
    const changed = change(JSON.parse(row.data) as Task);
    const { task, event } = changed;
    await tx<DbTasksRow>('maturity_tasks')
      .where({ id })
      .update({
        state: task.state,
        assignee_ref: task.assigneeRef ?? null,
        due_at_ms: millis(task.dueAt),
        snoozed_until_ms: millis(task.snoozedUntil),
        updated_at_ms: Date.parse(task.updatedAt),
        data: JSON.stringify(task),
      });
    await tx('maturity_task_events').insert({
      task_id: id,
      at_ms: Date.parse(event.at),
      data: JSON.stringify(event),
    });
    return changed;
  });
}

function millis(instant: string | undefined): number | null {
  return instant === undefined ? null : Date.parse(instant);
}
