// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { z } from 'zod';
import { deploymentId, toTimelineState } from '../deployments/toDeployment';
import { triggerOf, workflowPath } from '../deployments/runs';
import { deploymentEventSchema, DeploymentStatusEvent } from './schema';

/** Gives way to `read` of the same moment. */
const EVENT_OBSERVATION = 'event';
const RUN_URL = /\/actions\/runs\/\d+/;

type DeploymentEvent = z.output<typeof deploymentEventSchema>;

function header(event: DeploymentEvent, host: string): Deployment {
  const { deployment, workflow_run: run } = event;
  const environment = deployment.original_environment || deployment.environment;
  const path = run ? workflowPath({ path: run.path }) : undefined;
  return {
    source: host,
    id: deploymentId(deployment.id),
    observedAt: new Date(deployment.created_at).toISOString(),
    observation: EVENT_OBSERVATION,
    repository: `${host}/${event.repository.full_name}`.toLowerCase(),
    service: environment,
    environment,
    revision: deployment.sha,
    requestedAt: new Date(deployment.created_at).toISOString(),
    ...(run?.event && { trigger: triggerOf(run.event) }),
    ...(path && {
      pipeline: { path, ...(run?.id && { run: String(run.id) }) },
    }),
  };
}

/** A deployment was asked for. @internal */
export function fromDeploymentEvent(
  event: DeploymentEvent,
  host: string,
): Deployment {
  return { ...header(event, host), outcome: 'pending' };
}

/**
 * What one status alone can tell. Events arrive in any order, so nothing is said here that an earlier or later one
 * would have to take back: waits, and failures of Actions (which may be rejections or cancellations), are left to the
 * read that follows.
 *
 * @internal
 */
export function fromStatusEvent(
  event: DeploymentStatusEvent,
  host: string,
): Deployment | undefined {
  const { deployment_status: status, workflow_run: run } = event;
  const fromActions = Boolean(run) || RUN_URL.test(status.log_url ?? '');
  const state = toTimelineState(status.state, fromActions);
  const at = new Date(status.created_at).toISOString();
  const base = { ...header(event, host), observedAt: at };
  switch (state) {
    case 'running':
      return { ...base, startedAt: at, outcome: 'pending' };
    case 'succeeded':
      return { ...base, finishedAt: at, outcome: 'succeeded' };
    case 'failed':
      return fromActions
        ? undefined
        : { ...base, finishedAt: at, outcome: 'failed' };
    case 'superseded':
      return undefined;
    default:
      return { ...base, outcome: 'pending' };
  }
}
