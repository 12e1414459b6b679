// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { deploymentId, toTier } from '../deployments/toDeployment';
import { DeploymentEvent } from './schema';

/** Gives way to `read` of the same moment. */
const EVENT_OBSERVATION = 'event';

/**
 * What one status alone can tell. Events arrive in any order, so nothing is said here that an earlier or later one
 * would have to take back: waits, and failures (which may be rejections or outdated), are left to the read that
 * follows.
 *
 * @internal
 */
export function fromDeploymentEvent(
  event: DeploymentEvent,
  host: string,
): Deployment | undefined {
  const at = toInstant(event.status_changed_at);
  if (!at) {
    return undefined;
  }
  const tier = toTier(event.environment_tier);
  const revision = /\/commit\/([0-9a-f]{40,64})$/.exec(event.commit_url ?? '');
  const base: Deployment = {
    source: host,
    id: deploymentId(event.deployment_id),
    observedAt: at,
    observation: EVENT_OBSERVATION,
    repository: `${host}/${event.project.path_with_namespace}`.toLowerCase(),
    service: event.environment,
    environment: event.environment,
    ...(tier && { tier }),
    ...(revision && { revision: revision[1] }),
    ...(event.deployable_url && { url: event.deployable_url }),
  };
  switch (event.status) {
    case 'running':
      return { ...base, startedAt: at, outcome: 'pending' };
    case 'success':
      return { ...base, finishedAt: at, outcome: 'succeeded' };
    case 'created':
    case 'blocked':
      return { ...base, outcome: 'pending' };
    default:
      return undefined;
  }
}

/** GitLab writes `2021-04-28 21:50:00 +0200` here, and elsewhere ISO 8601. */
function toInstant(text: string): string | undefined {
  const iso = text
    .replace(' UTC', ' +0000')
    .replace(
      /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d\d):?(\d\d)$/,
      '$1T$2$3:$4',
    );
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
