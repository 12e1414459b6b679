// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  firstProduction,
  provisioningItems,
  readPart,
  Refusals,
  unlessGone,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Deployed, TargetState } from '../poll/state';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { FirstGreenBuild, readFirstGreenBuild } from './firstGreenBuild';
import { toProvisioning } from './provisioning';

/** @internal */
export interface ProvisioningRead {
  items: CollectedItem[];
  /** What was learned, to be remembered. */
  learned: Pick<
    TargetState,
    'firstDeploymentAt' | 'firstGreenBuildAt' | 'greenEtag'
  >;
  refused: Refusals;
}

/** Provisioning of repositories that were created in the time that is read; of older ones the beginning is unknown. @internal */
export async function readProvisioning(
  { client, context, since }: GithubRun,
  { probe, state, target, refused }: RepositoryRead,
  known: readonly Deployed[],
): Promise<ProvisioningRead> {
  const { firstGreenBuildAt, greenEtag, firstDeploymentAt } = state;
  const before = { firstGreenBuildAt, greenEtag, firstDeploymentAt };
  if (new Date(probe.createdAt).toISOString() < since) {
    return { items: [], learned: before, refused };
  }
  const found = firstGreenBuildAt
    ? { refused }
    : await readPart('runs', refused, async () => {
        const answer = readFirstGreenBuild(client, target, {
          createdAt: probe.createdAt,
          now: context.now(),
        });
        return (await unlessGone(answer)) ?? {};
      });
  const green: FirstGreenBuild | undefined =
    'value' in found ? found.value : undefined;
  const learned = {
    firstDeploymentAt: firstDeploymentAt ?? firstProduction(known),
    firstGreenBuildAt: firstGreenBuildAt ?? green?.at,
    greenEtag: green ? green.etag : greenEtag,
  };
  const record = toProvisioning(probe, target, learned);
  return {
    items: provisioningItems(target, record),
    learned,
    refused: found.refused,
  };
}
