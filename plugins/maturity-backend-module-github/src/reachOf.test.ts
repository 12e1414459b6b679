// SPDX-License-Identifier: Apache-2.0
import { Recognition } from './config';
import { reachOf } from './reachOf';

function told(
  recognize: Recognition,
  refused: string[] = [],
  more: { saysWaiting?: boolean; environments?: unknown } = {},
): string {
  const job = {
    target: { rule: { recognize } },
    refused: new Map(refused.map(field => [field, 'Resource not accessible'])),
    state: { saysWaiting: more.saysWaiting ?? false },
  };
  return reachOf(
    job as unknown as Parameters<typeof reachOf>[0],
    more.environments as Parameters<typeof reachOf>[1],
  ).join(' ');
}

const REPOSITORY = 'gates pipelines provisionings';
const WHOLE = `deployments failures waits.approval waits.queue changes ${REPOSITORY}`;
const VERSIONS = `deployments changes ${REPOSITORY}`;

describe('what GitHub can tell', () => {
  it.each<[string, ReturnType<typeof told>, string]>([
    ['all of deployments', told('deployments'), WHOLE],
    ['all of runs', told('workflow-runs'), WHOLE],
    ['neither failures nor waits of releases', told('releases'), VERSIONS],
    ['neither failures nor waits of tags', told('tags'), VERSIONS],
    [
      'nothing of deployments that it may not read',
      told('deployments', ['deployments']),
      REPOSITORY,
    ],
    [
      'nothing of runs that it may not read',
      told('workflow-runs', ['runs']),
      REPOSITORY,
    ],
    [
      'nothing of releases that it may not read',
      told('releases', ['releases']),
      REPOSITORY,
    ],
    [
      'nothing of tags that it may not read',
      told('tags', ['refs']),
      REPOSITORY,
    ],
    [
      'deployments without the releases that nobody asked for',
      told('deployments', ['releases']),
      WHOLE,
    ],
    [
      'neither gates nor approvals where it may not read environments',
      told('deployments', ['environments']),
      'deployments failures waits.queue changes pipelines provisionings',
    ],
    [
      'no gates where the answer has no environments',
      told('deployments', [], { environments: null }),
      WHOLE.replace('gates ', ''),
    ],
    [
      'no gates where not all environments were read',
      told('deployments', [], { environments: { totalCount: 2, nodes: [{}] } }),
      WHOLE.replace('gates ', ''),
    ],
    [
      'gates where there are no environments',
      told('deployments', [], { environments: { totalCount: 0, nodes: [] } }),
      WHOLE,
    ],
    [
      'neither pipelines nor the gates in them where it may not read files',
      told('deployments', ['workflows']),
      WHOLE.replace('gates pipelines ', ''),
    ],
    [
      'no changes where it may not read commits',
      told('deployments', ['defaultBranchRef']),
      WHOLE.replace('changes ', ''),
    ],
    [
      'no approvals without decisions where the host does not say that it waits',
      told('deployments', ['runs']),
      WHOLE.replace('waits.approval ', ''),
    ],
    [
      'approvals without decisions where the host says that it waits',
      told('deployments', ['runs'], { saysWaiting: true }),
      WHOLE,
    ],
    [
      'no approvals of runs without their decisions',
      told('workflow-runs', ['deploymentReviews'], { saysWaiting: true }),
      WHOLE.replace('waits.approval ', ''),
    ],
    [
      'changes without the merge times of pull requests',
      told('deployments', ['associatedPullRequests']),
      WHOLE,
    ],
  ])('is %s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });
});
