// SPDX-License-Identifier: Apache-2.0
import { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Details } from './client/schema';
import { Recognition } from './config';
import { RepositoryRead } from './RepositoryRead';

const BY_STATUSES: ReachKind[] = [
  'deployments',
  'failures',
  'waits.approval',
  'waits.queue',
  'changes',
];
/** A version that is published says nothing of those that were held back or failed. */
const BY_VERSIONS: ReachKind[] = ['deployments', 'changes'];

/** What tells of deployments, by how they are recognized, and the field without which nothing does. */
const BY_RECOGNITION: Record<
  Recognition,
  { field: string; tells: ReachKind[] }
> = {
  deployments: { field: 'deployments', tells: BY_STATUSES },
  'workflow-runs': { field: 'runs', tells: BY_STATUSES },
  releases: { field: 'releases', tells: BY_VERSIONS },
  tags: { field: 'refs', tells: BY_VERSIONS },
};

const BY_REPOSITORY: ReachKind[] = ['gates', 'pipelines', 'provisionings'];

/** What else cannot be told where a field may not be read. */
const LOST: Record<string, ReachKind[]> = {
  // Without its rules it is unknown whether an environment held a deployment for a person or for a time.
  environments: ['gates', 'waits.approval'],
  // Approval steps stand in the files.
  workflows: ['gates', 'pipelines'],
  defaultBranchRef: ['changes'],
};

/** Not every host says that it holds a deployment; there the decisions on its run tell, and for runs nothing else does. */
const DECISIONS = ['runs', 'deploymentReviews'];

/**
 * The kinds of facts that were read completely, so that finding none means that there are none.
 *
 * @param environments - as far as they were read; absent where nothing is there to be read
 *
 * @internal
 */
export function reachOf(
  {
    refused,
    target,
    state,
  }: Pick<RepositoryRead, 'refused' | 'target' | 'state'>,
  environments?: Details['environments'],
): ReachKind[] {
  const { recognize } = target.rule;
  const { field, tells } = BY_RECOGNITION[recognize];
  const lost = new Set([...refused.keys()].flatMap(name => LOST[name] ?? []));
  const saysWaiting = recognize === 'deployments' && state.saysWaiting;
  if (!saysWaiting && DECISIONS.some(name => refused.has(name))) {
    lost.add('waits.approval');
  }
  if (
    environments === null ||
    (environments && environments.totalCount > environments.nodes.length)
  ) {
    lost.add('gates');
  }
  return [...(refused.has(field) ? [] : tells), ...BY_REPOSITORY].filter(
    kind => !lost.has(kind),
  );
}
