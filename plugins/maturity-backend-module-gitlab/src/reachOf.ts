// SPDX-License-Identifier: Apache-2.0
import { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Recognition } from './config';
import { Part } from './client/permissions';
import { Job } from './Session';

const BY_JOBS: ReachKind[] = [
  'deployments',
  'failures',
  'waits.approval',
  'waits.queue',
  'changes',
];
/** A version that is published says nothing of those that were held back or failed. */
const BY_VERSIONS: ReachKind[] = ['deployments', 'changes'];

/** What tells of deployments, by how they are recognized, and the part without which nothing does. */
const BY_RECOGNITION: Record<Recognition, { part: Part; tells: ReachKind[] }> =
  {
    deployments: { part: 'deployments', tells: BY_JOBS },
    pipelines: { part: 'deploying-pipelines', tells: BY_JOBS },
    releases: { part: 'deploying-releases', tells: BY_VERSIONS },
    tags: { part: 'deploying-tags', tells: BY_VERSIONS },
  };

const BY_PROJECT: ReachKind[] = ['gates', 'pipelines', 'provisionings'];

/** What else cannot be told where a part may not be read. */
const LOST: Partial<Record<Part, ReachKind[]>> = {
  // Decisions are still read, of each deployment to production by itself.
  protectedEnvironments: ['gates'],
  // Which jobs are manual stands in the files and in what they include.
  files: ['gates', 'pipelines', 'waits.approval'],
  linter: ['gates', 'waits.approval'],
  // A manual job that holds back the stages behind it is found among the jobs of its pipeline.
  jobs: ['waits.approval'],
  commits: ['changes'],
};

/**
 * The kinds of facts that were read completely, so that finding none means that there are none.
 *
 * @remarks
 *
 * Below Premium GitLab has no approvals, so that who must say yes says it elsewhere, and no wait seen is none known.
 * Manual jobs are all the gates that it has there; a wait for one proves that such waits are told.
 *
 * @internal
 */
export function reachOf({
  state: { missing, approvals, hasApprovals },
  target,
}: Pick<Job, 'state' | 'target'>): ReachKind[] {
  const { recognize } = target.rule;
  const { part, tells } = BY_RECOGNITION[recognize];
  const lost = new Set(
    Object.keys(missing).flatMap(name => LOST[name as Part] ?? []),
  );
  // Jobs do not tell who approved the deployment that they are.
  const areUntold =
    recognize === 'pipelines' && Object.keys(approvals).length > 0;
  const mayHave = hasApprovals || missing.protectedEnvironments !== undefined;
  if (!mayHave || areUntold) {
    lost.add('waits.approval');
  }
  return [...(missing[part] ? [] : tells), ...BY_PROJECT].filter(
    kind => !lost.has(kind),
  );
}
