// SPDX-License-Identifier: Apache-2.0
import {
  Task,
  TaskChange,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { DbTasksRow } from '../../tables';
import { readTask, saveTasks } from '../../taskRows';
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
    const changed = change(readTask(row));
    await saveTasks(tx, { tasks: [changed.task], events: [changed.event] });
    return changed;
  });
}
