// SPDX-License-Identifier: Apache-2.0
import { buildRelease } from './buildRelease';
import { groupReleases } from './groupReleases';
import { groupRuns } from './groupRuns';
import { DeploymentView, Release } from './types';

/**
 * The releases that the production deployments of one entity make up.
 *
 * @remarks
 *
 * Deployments belong to one release that share their pipeline run; attempts of a run only until another revision went
 * live in that environment. Runs belong to one release that deploy the same revision, else the same version, where each
 * begins within a time after the end of what came before, and no newer release of another revision began in that
 * environment in between. What deploys a revision to where it is live already is a redeployment, a release apart.
 *
 * @param deployments - those of other tiers are left out
 * @param within - milliseconds; 0: each deployment is a release
 * @returns in the order in which they ended or, while they are open, began
 * @internal
 */
export function releasesOf(
  deployments: readonly DeploymentView[],
  within: number,
): Release[] {
  const parts = deployments
    .filter(({ tier, canary }) => tier === 'production' || canary)
    .sort(byBeginning);
  const groups = groupReleases(groupRuns(parts, within), within);
  const releases: Release[] = [];
  for (const group of groups) {
    // A canary outside of production is part of a release, and none by itself.
    if (!group.parts.some(({ tier }) => tier === 'production')) continue;
    group.parts.sort(byBeginning);
    releases.push(buildRelease(group));
  }
  return releases.sort(
    (a, b) =>
      (a.finished ?? a.begin) - (b.finished ?? b.begin) ||
      (a.key < b.key ? -1 : 1),
  );
}

function byBeginning(a: DeploymentView, b: DeploymentView): number {
  return (
    a.begin - b.begin ||
    (a.finished ?? Infinity) - (b.finished ?? Infinity) ||
    (a.key < b.key ? -1 : 1)
  );
}
