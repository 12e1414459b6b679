// SPDX-License-Identifier: Apache-2.0
import { daysAgo, hoursAgo, NOW } from '../__testUtils__/records';
import { describeValue } from './describeValue';
import { TaskAction, transitionTask } from './transitionTask';
import { Task, TaskState } from './types';

const later = '2026-12-01T00:00:00.000Z';

const task = (state: TaskState, members: Partial<Task> = {}): Task => ({
  id: 't1',
  entityRef: 'component:default/shop',
  checkId: 'approval-wait',
  kind: 'check',
  state,
  title: 'Cut the wait for approvals',
  message: 'Approval wait, median: 26 h.',
  steps: [],
  effort: 'low',
  gain: 9,
  rank: 1009,
  evidence: [],
  openedAt: daysAgo(3),
  updatedAt: daysAgo(3),
  reopened: 0,
  ...members,
});

describe('transitionTask', () => {
  it.each<[TaskAction, TaskState, TaskState, Partial<Task>]>([
    [
      { type: 'take', assigneeRef: 'user:default/a' },
      'open',
      'in-progress',
      { assigneeRef: 'user:default/a' },
    ],
    [
      { type: 'take', assigneeRef: 'user:default/a' },
      'snoozed',
      'in-progress',
      { snoozedUntil: undefined },
    ],
    [{ type: 'plan', dueAt: later }, 'open', 'open', { dueAt: later }],
    [{ type: 'release' }, 'in-progress', 'open', { assigneeRef: undefined }],
    [
      { type: 'snooze', until: later },
      'in-progress',
      'snoozed',
      { snoozedUntil: later },
    ],
    [{ type: 'wake' }, 'snoozed', 'open', { snoozedUntil: undefined }],
    [{ type: 'comment', comment: 'On it.' }, 'resolved', 'resolved', {}],
  ])('%j turns %s into %s', (action, from, to, members) => {
    const change = transitionTask(task(from), action, NOW);
    expect(change.task).toMatchObject({ state: to, updatedAt: NOW });
    for (const [member, value] of Object.entries(members)) {
      expect(change.task[member as keyof Task]).toEqual(value);
    }
    expect(change.event).toMatchObject({
      taskId: 't1',
      actor: 'person',
      at: NOW,
      ...(from !== to && { from, to }),
    });
  });

  it.each<[TaskAction, TaskState, string, RegExp]>([
    [{ type: 'done' }, 'open', 'ConflictError', /closes by itself/],
    [{ type: 'wake' }, 'open', 'ConflictError', /is open, not snoozed/],
    [{ type: 'release' }, 'open', 'ConflictError', /not taken by anyone/],
    [
      { type: 'take', assigneeRef: 'user:default/a' },
      'resolved',
      'ConflictError',
      /is resolved; only a task that is still active/,
    ],
    [
      { type: 'take', assigneeRef: 'user:default/a' },
      'waived',
      'ConflictError',
      /end the waiver/,
    ],
    [
      { type: 'snooze', until: hoursAgo(1) },
      'open',
      'InputError',
      /has passed/,
    ],
    [{ type: 'plan', dueAt: 'soon' }, 'open', 'InputError', /is no instant/],
    [{ type: 'comment', comment: ' ' }, 'open', 'InputError', /is empty/],
    [
      { type: 'close' } as unknown as TaskAction,
      'open',
      'InputError',
      /'close' is unknown; use take/,
    ],
  ])('refuses %j of a task that is %s', (action, state, name, sentence) => {
    expect(() => transitionTask(task(state), action, NOW)).toThrow(
      expect.objectContaining({
        name,
        message: expect.stringMatching(sentence),
      }),
    );
  });
});

describe('describeValue', () => {
  it.each([
    [26, 'hours', '26 h'],
    [0.25, 'hours', '15 min'],
    [1.25, 'hours', '1.3 h'],
    [0, 'hours', '0 h'],
    [0.005, 'hours', '18 s'],
    [0.543, 'ratio', '54 %'],
    [3.2, 'per-week', '3.2 per week'],
    [62.4, 'days', '62 days'],
    [1, 'boolean', 'yes'],
  ] as const)('reads %d %s as %s', (value, unit, text) => {
    expect(describeValue(value, unit)).toBe(text);
  });
});
