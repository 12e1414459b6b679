// SPDX-License-Identifier: Apache-2.0
import {
  approval,
  deployment,
  gate,
  hoursAgo,
  pipeline,
  provisioning,
} from '../__testUtils__/records';
import { provenReach } from './provenReach';
import { Reach } from './reach';
import { DeliveryRecord } from './schema';

const deployed = (
  members: Parameters<typeof deployment>[1] = {},
): DeliveryRecord => ({ type: 'deployment', record: deployment(4, members) });
const defined = (
  members: Parameters<typeof pipeline>[0] = {},
): DeliveryRecord => ({
  type: 'pipeline',
  record: pipeline({ observedAt: hoursAgo(1), ...members }),
});

describe('provenReach', () => {
  it.each<[string, DeliveryRecord, Reach]>([
    [
      'a success without waits proves that deployments are told, and nothing more',
      deployed({ waits: undefined }),
      { deployments: hoursAgo(5) },
    ],
    [
      'empty lists prove nothing',
      deployed({ waits: [], changes: [] }),
      { deployments: hoursAgo(5) },
    ],
    [
      'a failure proves failures',
      deployed({ outcome: 'failed' }),
      { deployments: hoursAgo(5), failures: hoursAgo(5) },
    ],
    [
      'a rejection is no failure',
      deployed({ outcome: 'rejected' }),
      { deployments: hoursAgo(5) },
    ],
    [
      'an approval wait proves approvals from its beginning on',
      deployed({ waits: [approval(2, 1), approval(3, 2)] }),
      { deployments: hoursAgo(5), 'waits.approval': hoursAgo(3) },
    ],
    [
      'an approval that goes on proves approvals',
      deployed({ waits: [approval(2, undefined)] }),
      { deployments: hoursAgo(5), 'waits.approval': hoursAgo(2) },
    ],
    [
      'a queue wait proves queues, not approvals',
      deployed({
        waits: [{ kind: 'queue', gate: 'runner', from: hoursAgo(4) }],
      }),
      { deployments: hoursAgo(5), 'waits.queue': hoursAgo(4) },
    ],
    [
      'a timer or a busy place proves neither',
      deployed({
        waits: [
          { kind: 'timer', gate: 'soak', from: hoursAgo(4) },
          { kind: 'concurrency', gate: 'lock', from: hoursAgo(4) },
        ],
      }),
      { deployments: hoursAgo(5) },
    ],
    [
      'a change proves changes',
      deployed({ changes: [{ revision: 'a1', committedAt: hoursAgo(9) }] }),
      { deployments: hoursAgo(5), changes: hoursAgo(5) },
    ],
    [
      'a deployment that only ended is proof from its end on',
      deployed({ requestedAt: undefined }),
      { deployments: hoursAgo(4) },
    ],
    [
      'a deployment without times is proof from when it was seen on',
      deployed({ requestedAt: undefined, finishedAt: undefined }),
      { deployments: hoursAgo(4) },
    ],
    [
      'a pipeline whose file has a manual job says nothing of what protects environments',
      defined({ gates: [gate('deploy', { kind: 'manual-job' })] }),
      { pipelines: hoursAgo(1) },
    ],
    [
      'a gate at an environment proves the inventory',
      defined({ gates: [gate('production')] }),
      { pipelines: hoursAgo(1), gates: hoursAgo(1) },
    ],
    [
      'an inventory that is whole proves it, though nothing is in it',
      defined({ gatesComplete: true }),
      { pipelines: hoursAgo(1), gates: hoursAgo(1) },
    ],
    [
      'an inventory that is not whole does not',
      defined({ gatesComplete: false }),
      { pipelines: hoursAgo(1) },
    ],
    [
      'a request proves provisionings',
      { type: 'provisioning', record: provisioning(7) },
      { provisionings: hoursAgo(7) },
    ],
    [
      'an incident proves incidents',
      {
        type: 'incident',
        record: {
          source: 'pager',
          id: '1',
          observedAt: hoursAgo(1),
          openedAt: hoursAgo(2),
        },
      },
      { incidents: hoursAgo(2) },
    ],
    [
      'a fact proves nothing',
      {
        type: 'fact',
        record: {
          source: 'survey',
          id: 'on-call',
          fact: 'on-call',
          observedAt: hoursAgo(1),
          value: true,
        },
      },
      {},
    ],
  ])('%s', (_, item, expected) => {
    expect(provenReach(item)).toEqual(expected);
  });
});
