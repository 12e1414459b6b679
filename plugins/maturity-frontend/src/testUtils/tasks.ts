// SPDX-License-Identifier: Apache-2.0
import {
  TaskDetail,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { ENTITY_REF, scorecardFixture } from './scorecard';

function task(values: Partial<TaskView> & Pick<TaskView, 'id'>): TaskView {
  return {
    entityRef: ENTITY_REF,
    entity: scorecardFixture().entity,
    checkId: 'approval-wait',
    dimensionId: 'approval-bottlenecks',
    kind: 'check',
    state: 'open',
    title: 'Replace the gate “prod-approval” by a policy',
    message:
      'Approval wait, median: 26 h. Standardized allows 24 h, your target Self-service 4 h.',
    steps: [
      'Look at the slowest approvals below: who decides, and on what.',
      'Write down what the approver checks, and turn it into a check of the pipeline.',
      'Remove the required reviewers from the environment “production”.',
    ],
    effort: 'low',
    gain: 9,
    ownerRef: 'group:default/team-payments',
    rank: 9,
    evidence: [],
    openedAt: '2026-10-30T06:00:00.000Z',
    updatedAt: '2026-11-20T06:00:00.000Z',
    reopened: 0,
    mayUpdate: true,
    ...values,
  };
}

/** The tasks of one service, in every state that a list shows. @internal */
export function tasksFixture(): TaskView[] {
  return [
    task({
      id: 'task-wait',
      lifts: { what: 'scorecard', level: 2 },
      dueAt: '2026-12-12T00:00:00.000Z',
      evidence: [
        {
          kind: 'wait',
          source: 'github.com',
          id: 'deploy-841',
          label: 'deploy 841 waited at prod-approval',
          value: 76,
          at: '2026-11-12T08:12:00.000Z',
          url: 'https://github.com/shop/checkout-api/actions/runs/841',
        },
      ],
    }),
    task({
      id: 'task-drift',
      checkId: 'service-time',
      dimensionId: 'provisioning-time',
      title: 'Start new services from the template',
      message:
        'Request to first deployment: 9.5 h. Your target Self-service allows 2 h.',
      state: 'in-progress',
      effort: 'medium',
      gain: 4,
      assigneeRef: 'user:default/guest',
      dueAt: '2026-12-20T00:00:00.000Z',
      templateRef: 'template:default/golden-path-service',
    }),
    task({
      id: 'task-frequency',
      checkId: 'deployment-frequency',
      dimensionId: 'on-demand-deployability',
      title: 'Deploy on every merge',
      message:
        'Deployment frequency: 3.2 per week. Your target Self-service needs 5 per week.',
      state: 'snoozed',
      effort: 'medium',
      gain: 6,
      snoozedUntil: '2027-01-01T00:00:00.000Z',
    }),
    task({
      id: 'task-done',
      checkId: 'required-stages',
      dimensionId: 'pipeline-standardization',
      title: 'Add the missing stage “rollback”',
      message: 'Required stages: 75 %. Your target Self-service needs 100 %.',
      state: 'resolved',
      gain: 5,
      resolvedAt: '2026-10-18T09:00:00.000Z',
    }),
  ];
}

/** A task with its course. @internal */
export function taskDetailFixture(
  overrides: Partial<TaskView> = {},
): TaskDetail {
  return {
    ...tasksFixture()[0],
    ...overrides,
    events: [
      {
        taskId: 'task-wait',
        at: '2026-10-30T06:00:00.000Z',
        actor: 'machine',
        type: 'opened',
        to: 'open',
        cause:
          'Approval wait, median: 31 h. Your target Self-service allows 4 h.',
      },
      {
        taskId: 'task-wait',
        at: '2026-11-03T10:20:00.000Z',
        actor: 'person',
        type: 'commented',
        cause: 'The approvers are on the platform channel; we ask them first.',
      },
      {
        taskId: 'task-wait',
        at: '2026-11-20T06:00:00.000Z',
        actor: 'machine',
        type: 'updated',
        cause:
          'Approval wait, median: 26 h. Your target Self-service allows 4 h.',
      },
    ],
  };
}
