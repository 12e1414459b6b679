// SPDX-License-Identifier: Apache-2.0
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate, useFormat } from '../../hooks';
import { waitsForText } from '../WaitsFor/waitsForText';

/** What a row, a card and a dialog say about a task, in words. @internal */
export interface TaskFacts {
  state: string;
  due: string;
  overdue: boolean;
  effort: string;
  /** What somebody else repairs. */
  waitsFor?: string;
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
    waitsFor: task.waitsFor && waitsForText(task.waitsFor, t),
  };
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
