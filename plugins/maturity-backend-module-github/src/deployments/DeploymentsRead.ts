// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  Refusals,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Details } from '../client/schema';
import { Deployed, TargetState } from '../poll/state';
import { GithubRun, RepositoryRead } from '../RepositoryRead';

/** The deployments of one repository, read. @internal */
export interface DeploymentsRead {
  /** New or moved on. */
  records: Deployment[];
  /** With those before that they are compared with. */
  known: Deployed[];
  /** Ids whose changes are asked for. */
  wanted: ReadonlySet<string>;
  /** Those that have not ended. */
  open: TargetState['open'];
  /** When the newest one took its place. */
  top: string;
  refused: Refusals;
  /** What else was learned, to be remembered. */
  learned: Partial<TargetState>;
}

/**
 * Reads the deployments that are new since the last time. What a long first read has so far may be handed over on the
 * way, with a watermark to go on from.
 *
 * @internal
 */
export type ReadDeployments = (
  collectRun: GithubRun,
  repository: RepositoryRead,
  details: Details,
) => AsyncGenerator<CollectedItem, DeploymentsRead>;

/** A deployment with when its revision was committed, which tells how much history it needs. @internal */
export interface DatedDeployment {
  deployment: Deployment;
  committedAt: string;
}

/** A deployment as far as later ones are compared with it. @internal */
export function toDeployed({
  deployment,
  committedAt,
}: DatedDeployment): Deployed {
  const { id, environment, revision, requestedAt, finishedAt, outcome } =
    deployment;
  return {
    id,
    environment,
    revision,
    requestedAt,
    finishedAt,
    outcome,
    observedAt: deployment.observedAt,
    committedAt: new Date(committedAt).toISOString(),
  };
}
