// SPDX-License-Identifier: Apache-2.0
import { Instant } from '../records';
import { changeTask, isTaskActive } from './taskChange';
import { Task, TaskPlan } from './types';

/** @public */
export interface WithdrawTasksOptions {
  tasks: readonly Task[];
  /** A sentence: why the entity is not scored any more. */
  cause: string;
  now: Instant;
}

/** Closes the tasks of an entity that left the catalog or the filter. Closed ones stay as they are. @public */
export function withdrawTasks(options: WithdrawTasksOptions): TaskPlan {
  const { tasks, cause, now } = options;
  const changes = tasks.filter(isTaskActive).map(task =>
    changeTask({
      task,
      changes: {
        state: 'withdrawn',
        snoozedUntil: undefined,
        waivedUntil: undefined,
      },
      type: 'withdrawn',
      actor: 'machine',
      cause,
      now,
    }),
  );
  return {
    create: [],
    update: changes.map(({ task }) => task),
    events: changes.map(({ event }) => event),
    pending: [],
  };
}
