// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  environmentKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** Environments that are remembered: those of pull requests come and go by the thousand. */
const MAX_ENVIRONMENTS = 200;

/** What runs: the last succeeded deployment of each environment, newest first. @public */
export function liveDeployments<
  D extends Pick<Deployment, 'environment' | 'outcome' | 'finishedAt'>,
>(deployments: readonly D[]): D[] {
  const live = new Map<string, D>();
  for (const deployment of deployments) {
    const key = environmentKey(deployment.environment);
    const before = live.get(key);
    const isLater = (deployment.finishedAt ?? '') > (before?.finishedAt ?? '');
    if (deployment.outcome === 'succeeded' && (!before || isLater)) {
      live.set(key, deployment);
    }
  }
  return [...live.values()]
    .sort((a, b) => ((a.finishedAt ?? '') < (b.finishedAt ?? '') ? 1 : -1))
    .slice(0, MAX_ENVIRONMENTS);
}
