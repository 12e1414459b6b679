// SPDX-License-Identifier: Apache-2.0
import { toMillis } from '../measures/support/time';
import { Instant } from '../records';
import { canonicalJson } from '../records/canonicalJson';
import { changeTask, TaskChange } from './taskChange';
import { TaskContent, TaskDemand } from './demandTypes';
import { Task } from './types';

/** Gains move a little with every deployment; a task is not rewritten for less than this many points. */
const GAIN_STEP = 0.5;

/** Members that only a paused task has. @internal */
export const NO_PAUSE = { snoozedUntil: undefined, waivedUntil: undefined };

/** Members of a task's content that the next content may not have. @internal */
export const CLEARED_CONTENT = {
  dimensionId: undefined,
  liftsLevelTo: undefined,
  templateRef: undefined,
};

/** The changes of an active task, in the order in which they are told. @internal */
export function changesOfActiveTask(
  task: Task,
  demand: TaskDemand,
  options: { owner?: string; now: Instant },
): TaskChange[] {
  const { owner, now } = options;
  const steps: TaskChange[] = [];
  let current = task;
  const apply = (
    type: TaskChange['event']['type'],
    changes: Partial<Task>,
    cause: string,
  ) => {
    const change = changeTask({
      task: current,
      changes,
      type,
      actor: 'machine',
      cause,
      now,
    });
    current = change.task;
    steps.push(change);
  };
  const isDue = (until?: Instant) =>
    until !== undefined && toMillis(until) <= toMillis(now);

  switch (demand.state) {
    case 'done':
      apply(
        'resolved',
        { state: 'resolved', resolvedAt: now, ...NO_PAUSE },
        demand.cause,
      );
      return steps;
    case 'gone':
      apply('withdrawn', { state: 'withdrawn', ...NO_PAUSE }, demand.cause);
      return steps;
    case 'waived':
      if (task.state !== 'waived' || task.waivedUntil !== demand.waiver.until) {
        apply(
          'waived',
          {
            state: 'waived',
            waivedUntil: demand.waiver.until,
            snoozedUntil: undefined,
          },
          `Waived until ${demand.waiver.until}: ${demand.waiver.reason}`,
        );
      }
      break;
    case 'needed':
      if (task.state === 'waived') {
        apply(
          'waiver-ended',
          { state: 'open', ...NO_PAUSE },
          'No waiver holds any more.',
        );
      }
      break;
    case 'unknown':
      if (task.state === 'waived' && isDue(task.waivedUntil)) {
        apply(
          'waiver-ended',
          { state: 'open', ...NO_PAUSE },
          'The waiver has ended.',
        );
      }
      break;
    default:
      neverDemand(demand);
  }
  if (current.state === 'snoozed' && isDue(current.snoozedUntil)) {
    apply('woken', { state: 'open', ...NO_PAUSE }, 'The snooze has ended.');
  }
  if (demand.state === 'needed' && isRewritten(current, demand.content)) {
    apply(
      'updated',
      { ...CLEARED_CONTENT, ...demand.content },
      demand.content.message,
    );
  }
  if (current.ownerRef !== owner) {
    apply(
      'owner-changed',
      { ownerRef: owner },
      `The owner in the catalog is now ${owner ?? 'nobody'}.`,
    );
  }
  return steps;
}

function isRewritten(task: Task, content: TaskContent): boolean {
  if (Math.abs(task.gain - content.gain) >= GAIN_STEP) {
    return true;
  }
  const { gain: _gain, ...rest } = content;
  const same = Object.keys({ ...CLEARED_CONTENT, ...rest }).every(
    member =>
      canonicalJson(task[member as keyof Task]) ===
      canonicalJson(rest[member as keyof typeof rest]),
  );
  return !same;
}

function neverDemand(demand: never): never {
  throw new TypeError(`Unknown demand '${JSON.stringify(demand)}'`);
}
