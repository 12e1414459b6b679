// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  Provisioning,
  resolveTier,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** When a new repository took its first steps, ISO 8601; absent where that is not known. @public */
export interface FirstSteps {
  firstGreenBuildAt?: string;
  firstDeploymentAt?: string;
}

/**
 * A repository's creation as a request: the first thing that was seen of the service, not the request itself.
 *
 * @param repository - `createdAt` in UTC, ISO 8601
 * @public
 */
export function provisioningOf(
  repository: {
    source: string;
    /** The host's number or id for it, which survives a rename. */
    id: string | number;
    /** `github.com/acme/shop` */
    repository: string;
    createdAt: string;
    url: string;
    observation: string;
  },
  { firstGreenBuildAt, firstDeploymentAt }: FirstSteps,
): Provisioning {
  const { createdAt, id, ...rest } = repository;
  return {
    ...rest,
    id: `repository/${id}`,
    observedAt: [createdAt, firstGreenBuildAt, firstDeploymentAt]
      .flatMap(at => at ?? [])
      .sort()
      .reverse()[0],
    subject: 'service',
    requestedAt: createdAt,
    requestBasis: 'repository',
    repositoryAt: createdAt,
    ...(firstGreenBuildAt && { firstGreenBuildAt }),
    ...(firstDeploymentAt && { firstDeploymentAt }),
  };
}

/** The end of the first succeeded production deployment. @public */
export function firstProduction(
  deployments: readonly Pick<
    Deployment,
    'environment' | 'tier' | 'outcome' | 'finishedAt'
  >[],
): string | undefined {
  return deployments
    .filter(
      ({ environment, tier, outcome }) =>
        outcome === 'succeeded' &&
        resolveTier(environment, tier) === 'production',
    )
    .flatMap(({ finishedAt }) => finishedAt ?? [])
    .sort()[0];
}
