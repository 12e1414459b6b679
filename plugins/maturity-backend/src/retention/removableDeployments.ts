// SPDX-License-Identifier: Apache-2.0

/** A deployment that is older than what is kept of all. @internal */
export interface OldDeployment {
  source: string;
  id: string;
  /** When it ended, epoch ms. */
  at_ms: number;
  environment: string | null;
  succeeded: boolean;
  isProduction: boolean;
}

/** Of as many others the last success stays; previews come and go, and would add up. */
const MAX_OTHER_ENVIRONMENTS = 50;

/**
 * The old deployments of one entity that nothing reads any more. What stays:
 *
 * - the newest, with all of the same instant: it tells that the entity was deployed before its window;
 * - the last success of each environment of production, and of the 50 others that were deployed to last;
 * - the first success after each request of the entity, anywhere and in production: they tell how long it took to go live.
 *
 * @param requests - when its provisionings were asked for, epoch ms
 * @internal
 */
export function removableDeployments(
  old: readonly OldDeployment[],
  requests: readonly number[],
): OldDeployment[] {
  const kept = new Set<OldDeployment>();
  const newestFirst = [...old].sort((a, b) => b.at_ms - a.at_ms);
  const newest = newestFirst[0]?.at_ms;
  const environments = new Set<string | null>();
  let others = 0;
  for (const deployment of newestFirst) {
    const { environment, succeeded, isProduction } = deployment;
    if (deployment.at_ms === newest) {
      kept.add(deployment);
    }
    if (
      succeeded &&
      !environments.has(environment) &&
      (isProduction || others < MAX_OTHER_ENVIRONMENTS)
    ) {
      others += isProduction ? 0 : 1;
      environments.add(environment);
      kept.add(deployment);
    }
  }
  const successes = newestFirst.filter(({ succeeded }) => succeeded).reverse();
  for (const request of requests) {
    const after = successes.filter(({ at_ms }) => at_ms >= request);
    for (const first of [after[0], after.find(one => one.isProduction)]) {
      if (first) kept.add(first);
    }
  }
  return newestFirst.filter(deployment => !kept.has(deployment));
}
