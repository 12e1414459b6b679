// SPDX-License-Identifier: Apache-2.0
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate, useFormat } from '../../hooks';

/** What a row, a card and a dialog say about a task, in words. @internal */
export interface TaskFacts {
  state: string;
  due: string;
  overdue: boolean;
  effort: string;
  gain: string;
}

/** @internal */
export function taskFacts(
  task: TaskView,
  t: Translate,
  format: ReturnType<typeof useFormat>,
  now: number,
): TaskFacts {
  const overdue =
    task.dueAt !== undefined &&
    task.resolvedAt === undefined &&
    Date.parse(task.dueAt) < now;
  return {
    state: stateOf(task, t, format),
    due: dueOf(task, overdue, t, format),
    overdue,
    effort: t(`page.tasks.efforts.${task.effort}`),
    gain: gainOf(task, t, format),
  };
}

function gainOf(
  task: TaskView,
  t: Translate,
  format: ReturnType<typeof useFormat>,
): string {
  // Data that is not there yet has no points to win; it makes more of the score certain.
  if (task.kind === 'connect-source') {
    return t('gain.coverage');
  }
  const points = format.points(task.gain);
  return task.lifts?.what !== 'scorecard'
    ? t('page.tasks.gainPoints', { points })
    : t('page.tasks.gainLevel', {
        points,
        level: String(task.lifts.level),
      });
}

function stateOf(
  task: TaskView,
  t: Translate,
  format: ReturnType<typeof useFormat>,
): string {
  const until =
    (task.state === 'snoozed' && task.snoozedUntil) ||
    (task.state === 'waived' && task.waivedUntil);
  const state = t(`page.tasks.states.${task.state}`);
  return until
    ? `${state} ${t('page.tasks.snoozedUntil', { date: format.date(until) })}`
    : state;
}

function dueOf(
  task: TaskView,
  overdue: boolean,
  t: Translate,
  format: ReturnType<typeof useFormat>,
): string {
  if (!task.dueAt) {
    return t('measure.none');
  }
  const date = format.date(task.dueAt);
  return overdue ? t('page.tasks.overdue', { date }) : date;
}
