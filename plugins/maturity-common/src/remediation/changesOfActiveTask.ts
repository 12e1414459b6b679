// SPDX-License-Identifier: Apache-2.0
import { toMillis } from '../measures/support/time';
import { Instant } from '../records';
import { isSameJson } from '../records/canonicalJson';
import { TaskContent, TaskDemand } from './demandTypes';
import { changeTask } from './taskChange';
import { Task, TaskEvent } from './types';

/** Gains, and ranks with them, move a little with every deployment; a task is not rewritten for less than this. */
const GAIN_STEP = 0.5;

/** Members that only a paused task has. @internal */
export const NO_PAUSE = { snoozedUntil: undefined, waivedUntil: undefined };

/** Members of a task's content that the next content may not have. @internal */
export const CLEARED_CONTENT = {
  dimensionId: undefined,
  lifts: undefined,
  coverageGain: undefined,
  waitsFor: undefined,
  templateRef: undefined,
};

/**
 * An active task as it is after an evaluation, and what is told of it, in order.
 *
 * @remarks
 *
 * Figures that moved are written to the task without an event: they move with every deployment, and the history of
 * a task would be nothing else. What the task asks for is told when it changes.
 *
 * @internal
 */
export function changesOfActiveTask(
  task: Task,
  demand: TaskDemand,
  options: { owner?: string; now: Instant },
): { task: Task; events: TaskEvent[] } {
  const { owner, now } = options;
  const events: TaskEvent[] = [];
  let current = task;
  const result = () => ({ task: current, events });
  const apply = (
    type: TaskEvent['type'],
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
    events.push(change.event);
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
      return result();
    case 'gone':
      apply('withdrawn', { state: 'withdrawn', ...NO_PAUSE }, demand.cause);
      return result();
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
    const told = events.length;
    const asksElse = isAskingElse(current, demand.content);
    apply(
      'updated',
      { ...CLEARED_CONTENT, ...demand.content },
      demand.content.message,
    );
    if (!asksElse) {
      events.length = told;
    }
  }
  if (current.ownerRef !== owner) {
    apply(
      'owner-changed',
      { ownerRef: owner },
      `The owner in the catalog is now ${owner ?? 'nobody'}.`,
    );
  }
  return result();
}

function isRewritten(task: Task, content: TaskContent): boolean {
  return (
    Math.abs(task.gain - content.gain) >= GAIN_STEP ||
    // What an earlier version stored has no rank.
    !(Math.abs(task.rank - content.rank) < GAIN_STEP) ||
    differs(task, content, ['gain', 'rank'])
  );
}

/** What follows from figures, of this check and of others. */
const FIGURES: (keyof TaskContent)[] = [
  'gain',
  'rank',
  'lifts',
  'coverageGain',
  'message',
  'evidence',
];

/** Whether more changed than figures. */
function isAskingElse(task: Task, content: TaskContent): boolean {
  return differs(task, content, FIGURES);
}

function differs(
  task: Task,
  content: TaskContent,
  except: (keyof TaskContent)[],
): boolean {
  const members = Object.keys({
    ...CLEARED_CONTENT,
    ...content,
  }) as (keyof TaskContent)[];
  return members
    .filter(member => !except.includes(member))
    .some(member => !isSameJson(task[member], content[member]));
}

function neverDemand(demand: never): never {
  throw new TypeError(`Unknown demand '${JSON.stringify(demand)}'`);
}
