// SPDX-License-Identifier: Apache-2.0
import { Recognition } from './config';
import { Part } from './client/permissions';
import { reachOf } from './reachOf';

function told(
  recognize: Recognition,
  missing: Part[] = [],
  state: { hasApprovals?: boolean; approvals?: Record<string, number> } = {},
): string {
  return reachOf({
    target: { rule: { recognize } },
    state: {
      missing: Object.fromEntries(missing.map(part => [part, 'Forbidden'])),
      approvals: {},
      hasApprovals: true,
      ...state,
    },
  } as unknown as Parameters<typeof reachOf>[0]).join(' ');
}

const PROJECT = 'gates pipelines provisionings';
const WHOLE = `deployments failures waits.approval waits.queue changes ${PROJECT}`;
const UNAPPROVED = WHOLE.replace('waits.approval ', '');
const VERSIONS = `deployments changes ${PROJECT}`;

describe('what GitLab can tell', () => {
  it.each<[string, string, string]>([
    ['all of deployments', told('deployments'), WHOLE],
    ['all of jobs that deploy', told('pipelines'), WHOLE],
    ['neither failures nor waits of releases', told('releases'), VERSIONS],
    ['neither failures nor waits of tags', told('tags'), VERSIONS],
    [
      'nothing of deployments that it may not read',
      told('deployments', ['deployments']),
      PROJECT,
    ],
    [
      'nothing of jobs that it may not read',
      told('pipelines', ['deploying-pipelines']),
      PROJECT,
    ],
    [
      'no approvals below Premium, where they are given elsewhere',
      told('deployments', [], { hasApprovals: false }),
      UNAPPROVED,
    ],
    [
      'no approvals before it was asked for what is protected',
      told('deployments', [], { hasApprovals: undefined }),
      UNAPPROVED,
    ],
    [
      'approvals of each deployment, and no gates, where what is protected may not be read',
      told('deployments', ['protectedEnvironments'], { hasApprovals: false }),
      WHOLE.replace('gates ', ''),
    ],
    [
      'no approvals of jobs where an environment asks for some',
      told('pipelines', [], { approvals: { production: 1 } }),
      UNAPPROVED,
    ],
    [
      'approvals of deployments where an environment asks for some',
      told('deployments', [], { approvals: { production: 1 } }),
      WHOLE,
    ],
    [
      'neither gates nor approvals where it may not read included files',
      told('deployments', ['linter']),
      UNAPPROVED.replace('gates ', ''),
    ],
    [
      'neither pipelines nor what is in them where it may not read files',
      told('deployments', ['files']),
      UNAPPROVED.replace('gates pipelines ', ''),
    ],
    [
      'no approvals where it may not read jobs',
      told('deployments', ['jobs']),
      UNAPPROVED,
    ],
    [
      'no changes where it may not read commits',
      told('deployments', ['commits']),
      WHOLE.replace('changes ', ''),
    ],
    [
      'everything without tiers, merge times and first builds',
      told('deployments', ['environments', 'mergeRequests', 'pipelines']),
      WHOLE,
    ],
  ])('is %s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });
});
