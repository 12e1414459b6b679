// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  environmentKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { groupBy } from './groupBy';

/** The part of a deployment that decides what came before it. @public */
export type DeployedRevision = Pick<
  Deployment,
  'id' | 'environment' | 'revision' | 'finishedAt' | 'requestedAt' | 'outcome'
>;

/** When a deployment took its place among the others: at its end, else when it was asked for. */
function placeOf(deployment: DeployedRevision): string {
  return deployment.finishedAt ?? deployment.requestedAt ?? '';
}

/**
 * For each deployment the succeeded one that was live in its environment before it, in the order in which they
 * ended: one that waited for its approval while others went out comes after them.
 *
 * @returns pairs in that order, environment by environment; `previous` is absent for the first
 * @public
 */
export function pairWithPrevious<T extends DeployedRevision>(
  deployments: readonly T[],
): { deployment: T; previous?: T }[] {
  const pairs: { deployment: T; previous?: T }[] = [];
  for (const group of groupBy(deployments, d =>
    environmentKey(d.environment),
  ).values()) {
    const ended = group
      .filter(({ finishedAt }) => finishedAt)
      .sort((a, b) => compare(placeOf(a), placeOf(b)) || compare(a.id, b.id));
    let live: T | undefined;
    for (const deployment of ended) {
      pairs.push({ deployment, previous: live });
      if (deployment.outcome === 'succeeded') {
        live = deployment;
      }
    }
    // What has not ended yet would go out after all that did.
    group
      .filter(({ finishedAt }) => !finishedAt)
      .forEach(deployment => pairs.push({ deployment, previous: live }));
  }
  return pairs;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
