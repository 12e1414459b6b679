// SPDX-License-Identifier: Apache-2.0
import { Instant } from '../records';
import { Task, TaskEvent, TaskState } from './types';

/** A task with the event that tells what happened to it. @public */
export interface TaskChange {
  task: Task;
  event: TaskEvent;
}

/** @internal */
export interface ChangeTaskOptions {
  task: Task;
  changes: Partial<Task>;
  type: TaskEvent['type'];
  actor: TaskEvent['actor'];
  cause: string;
  now: Instant;
}

/** Changes a task and tells it: there is no change of a task without an event. @internal */
export function changeTask(options: ChangeTaskOptions): TaskChange {
  const { task, changes, type, actor, cause, now } = options;
  const next = withoutUndefined({ ...task, ...changes, updatedAt: now });
  return {
    task: next,
    event: {
      taskId: task.id,
      at: now,
      actor,
      type,
      ...(next.state !== task.state && { from: task.state, to: next.state }),
      cause,
    },
  };
}

/** States in which a task still asks for something. @public */
export const ACTIVE_TASK_STATES: readonly TaskState[] = [
  'open',
  'in-progress',
  'snoozed',
  'waived',
];

/** @public */
export function isTaskActive({ state }: Pick<Task, 'state'>): boolean {
  return ACTIVE_TASK_STATES.includes(state);
}

/** Members that are unknown are absent, so that equal tasks are equal deeply. */
function withoutUndefined(task: Task): Task {
  return Object.fromEntries(
    Object.entries(task).filter(([, value]) => value !== undefined),
  ) as unknown as Task;
}
