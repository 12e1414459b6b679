// SPDX-License-Identifier: Apache-2.0
import {
  Provisioning,
  resolveTier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { READ_OBSERVATION } from '../deployments/toDeployment';
import { Project } from '../Session';
import { Deployed, TargetState } from '../poll/state';
import { Target } from '../targets';

/** A project's creation as a request: the first thing that was seen of the service, not the request itself. @internal */
export function toProvisioning(
  target: Target,
  project: Project,
  state: Pick<TargetState, 'firstGreenBuildAt' | 'firstDeploymentAt'>,
): Provisioning {
  const { firstGreenBuildAt, firstDeploymentAt } = state;
  const { createdAt } = project;
  return {
    source: target.host,
    id: `repository/${project.id}`,
    observedAt: [
      createdAt,
      firstGreenBuildAt ?? createdAt,
      firstDeploymentAt ?? createdAt,
    ]
      .sort()
      .reverse()[0],
    observation: READ_OBSERVATION,
    repository: `${target.host}/${project.path}`.toLowerCase(),
    subject: 'service',
    requestedAt: createdAt,
    requestBasis: 'repository',
    repositoryAt: createdAt,
    ...(firstGreenBuildAt && { firstGreenBuildAt }),
    ...(firstDeploymentAt && { firstDeploymentAt }),
    url: project.url,
  };
}

/** Remembers the first succeeded production deployment among those that were read. @internal */
export function noteFirstDeployment(state: TargetState, deployed: Deployed[]) {
  const ends = deployed.flatMap(({ environment, tier, outcome, finishedAt }) =>
    outcome === 'succeeded' &&
    finishedAt &&
    resolveTier(environment, tier) === 'production'
      ? [finishedAt]
      : [],
  );
  const [first] = [
    ...ends,
    ...(state.firstDeploymentAt ? [state.firstDeploymentAt] : []),
  ].sort();
  state.firstDeploymentAt = first;
}
