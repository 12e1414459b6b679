// SPDX-License-Identifier: Apache-2.0
import { ConflictError, InputError } from '@backstage/errors';
import { toMillis } from '../measures/support/time';
import { Instant } from '../records';
import { changeTask, isTaskActive, TaskChange } from './taskChange';
import { Task } from './types';

/** What a person may ask of a task. `done` is understood, and refused: only the measurement says so. @public */
export type TaskAction =
  | { type: 'take'; assigneeRef: string; comment?: string }
  | { type: 'plan'; dueAt: Instant; comment?: string }
  | { type: 'release'; comment?: string }
  | { type: 'snooze'; until: Instant; comment?: string }
  | { type: 'wake'; comment?: string }
  | { type: 'comment'; comment: string }
  | { type: 'done'; comment?: string };

/**
 * Does what a person asks of a task, or throws an error whose message says why it cannot be done.
 *
 * @throws InputError where the request itself makes no sense, ConflictError where the task's state forbids it.
 * @public
 */
export function transitionTask(
  task: Task,
  action: TaskAction,
  now: Instant,
): TaskChange {
  const change = (
    type: TaskChange['event']['type'],
    changes: Partial<Task>,
    cause: string,
  ) =>
    changeTask({
      task,
      changes,
      type,
      actor: 'person',
      cause: action.comment?.trim() || cause,
      now,
    });

  if (action.type === 'comment') {
    if (!action.comment.trim()) {
      throw new InputError(
        "The comment is empty; write what others should know in 'comment'.",
      );
    }
    return change('commented', {}, action.comment);
  }
  if (action.type === 'done') {
    throw new ConflictError(
      `The task '${task.title}' cannot be set to done by hand: it closes by itself as soon as the measurement reaches the target. Evaluate the entity now if the work is done.`,
    );
  }
  if (!isTaskActive(task)) {
    throw new ConflictError(
      `The task '${task.title}' is ${task.state}; only a task that is still active can be changed.`,
    );
  }
  if (task.state === 'waived') {
    throw new ConflictError(
      `The task '${task.title}' is waived until ${task.waivedUntil}; end the waiver before you change the task.`,
    );
  }
  switch (action.type) {
    case 'take':
      return change(
        'taken',
        {
          state: 'in-progress',
          assigneeRef: action.assigneeRef,
          snoozedUntil: undefined,
        },
        'Taken.',
      );
    case 'plan':
      requireFuture('dueAt', action.dueAt, now);
      return change(
        'planned',
        { dueAt: action.dueAt },
        `Planned until ${action.dueAt}.`,
      );
    case 'release':
      if (task.state !== 'in-progress' && task.assigneeRef === undefined) {
        throw new ConflictError(
          `The task '${task.title}' is not taken by anyone, so it cannot be released.`,
        );
      }
      return change(
        'released',
        {
          state: task.state === 'snoozed' ? 'snoozed' : 'open',
          assigneeRef: undefined,
        },
        'Released.',
      );
    case 'snooze':
      requireFuture('until', action.until, now);
      return change(
        'snoozed',
        { state: 'snoozed', snoozedUntil: action.until },
        `Snoozed until ${action.until}.`,
      );
    case 'wake':
      if (task.state !== 'snoozed') {
        throw new ConflictError(
          `The task '${task.title}' is ${task.state}, not snoozed, so it cannot be woken.`,
        );
      }
      return change(
        'woken',
        { state: 'open', snoozedUntil: undefined },
        'Woken.',
      );
    default:
      return neverAction(action);
  }
}

function requireFuture(member: string, instant: Instant, now: Instant) {
  const moment = toMillis(instant);
  if (Number.isNaN(moment)) {
    throw new InputError(
      `'${member}' is '${instant}', which is no instant; write for example '2026-12-31T17:00:00Z'.`,
    );
  }
  if (moment <= toMillis(now)) {
    throw new InputError(
      `'${member}' is '${instant}', which has passed; give a time in the future.`,
    );
  }
}

function neverAction(action: never): never {
  throw new InputError(
    `The action '${
      (action as { type?: string }).type
    }' is unknown; use take, plan, release, snooze, wake or comment.`,
  );
}
