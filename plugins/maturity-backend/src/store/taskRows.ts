// SPDX-License-Identifier: Apache-2.0
import {
  Task,
  TaskEvent,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert } from './bulk';
import { DbTaskEventsRow, DbTasksRow } from './tables';

/** @internal */
export function toTasksRow(task: Task): DbTasksRow {
  return {
    id: task.id,
    entity_ref: task.entityRef,
    check_id: task.checkId,
    kind: task.kind,
    state: task.state,
    owner_ref: task.ownerRef ?? null,
    assignee_ref: task.assigneeRef ?? null,
    due_at_ms: millis(task.dueAt),
    snoozed_until_ms: millis(task.snoozedUntil),
    gain: task.gain,
    rank: task.rank,
    order_key: `${task.checkId} ${task.id}`,
    opened_at_ms: Date.parse(task.openedAt),
    updated_at_ms: Date.parse(task.updatedAt),
    resolved_at_ms: millis(task.resolvedAt),
    data: JSON.stringify(task),
  };
}

/** @internal */
export function readTask(row: Pick<DbTasksRow, 'data'>): Task {
  return JSON.parse(row.data) as Task;
}

/**
 * Writes new and changed tasks with what happened to them; the caller owns the transaction, so that there is no change
 * without its event.
 *
 * @internal
 */
export async function saveTasks(
  tx: Knex,
  options: { tasks: Task[]; events: TaskEvent[] },
): Promise<void> {
  const rows = options.tasks.map(toTasksRow);
  // A task that ends makes room for another one of the same check: those go first.
  const ended = (row: DbTasksRow) =>
    row.state === 'resolved' || row.state === 'withdrawn' ? 0 : 1;
  rows.sort((a, b) => ended(a) - ended(b) || (a.id < b.id ? -1 : 1));
  const columns = rows.length
    ? (Object.keys(rows[0]) as (keyof DbTasksRow)[])
    : [];
  await bulkInsert(tx, 'maturity_tasks', rows, {
    conflict: ['id'],
    update: columns.filter(column => column !== 'id'),
  });
  await bulkInsert<Omit<DbTaskEventsRow, 'seq'>>(
    tx,
    'maturity_task_events',
    options.events.map(event => ({
      task_id: event.taskId,
      at_ms: Date.parse(event.at),
      data: JSON.stringify(event),
    })),
  );
}

function millis(instant: string | undefined): number | null {
  return instant === undefined ? null : Date.parse(instant);
}
