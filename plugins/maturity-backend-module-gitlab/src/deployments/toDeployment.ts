// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  Tier,
  TIERS,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { DeploymentFields, Job } from '../client/schema';
import { PipelineVersion } from '../poll/state';
import { approvalsOf, HoldingJobs, waitsOf } from './waits';

/** Breaks ties of `observedAt` against what a webhook said of the same moment: what was read as a whole wins. @internal */
export const READ_OBSERVATION = 'read';

/** A job that a newer deployment made superfluous, which GitLab fails without running it. */
const OUTDATED = 'forward_deployment_failure';

const TRIGGERS: Record<string, Deployment['trigger']> = {
  push: 'push',
  merge_request_event: 'push',
  external_pull_request_event: 'push',
  web: 'manual',
  chat: 'manual',
  schedule: 'schedule',
  api: 'api',
  trigger: 'api',
  pipeline: 'api',
  parent_pipeline: 'api',
};

/** @internal */
export function deploymentId(id: number | string): string {
  return `deployment/${id}`;
}

/** GitLab's tiers are ours; anything else is none. @internal */
export function toTier(tier: string | null | undefined): Tier | undefined {
  return TIERS.find(known => known === tier);
}

/** One deployment as a record; changes come later. @internal */
export function toDeployment(
  fields: DeploymentFields,
  context: {
    host: string;
    /** `gitlab.com/acme/shop` */
    repository: string;
    projectUrl: string;
    tier?: Tier;
    /** All jobs of its pipeline, as far as they were read. */
    jobs: Job[];
    holding: HoldingJobs;
    resourceFrom?: string;
    pipeline?: PipelineVersion;
  },
): Deployment {
  const { deployable: job } = fields;
  const environment = fields.environment.name;
  const url = job?.web_url ?? `${context.projectUrl}/-/environments`;
  const requestedAt = [fields.created_at, job?.created_at ?? fields.created_at]
    .sort()
    .shift()!;
  const waits = waitsOf({
    deployment: fields,
    jobs: context.jobs,
    holding: context.holding,
    resourceFrom: context.resourceFrom,
    url,
  });
  const outcome = outcomeOf(fields);
  const { tier, pipeline } = context;
  return {
    source: context.host,
    id: deploymentId(fields.id),
    observedAt: latest([
      fields.updated_at,
      job?.finished_at,
      ...approvalsOf(fields).map(({ created_at: at }) => at),
      ...waits.flatMap(({ from, to }) => [from, to]),
    ]),
    observation: READ_OBSERVATION,
    repository: context.repository,
    service: environment,
    environment,
    ...(tier && { tier }),
    revision: fields.sha,
    ...(job?.tag && fields.ref && { version: fields.ref.slice(0, 256) }),
    requestedAt,
    ...(job?.started_at && { startedAt: job.started_at }),
    ...(outcome !== 'pending' && {
      // The end of the job that deployed. What no job did ended, as far as can be known, when it was last touched.
      finishedAt: job?.finished_at ?? fields.updated_at,
    }),
    outcome,
    trigger: triggerOf(job),
    waits,
    ...((pipeline || job) && {
      pipeline: {
        ...(job && { job: job.name }),
        ...(job?.pipeline && { run: String(job.pipeline.id) }),
        ...(pipeline && { path: pipeline.path }),
        ...(pipeline?.template && { template: pipeline.template }),
      },
    }),
    url,
  };
}

/** `failed` is said of what was rejected or outdated too; none of these ever ran in production. */
function outcomeOf(fields: DeploymentFields): Deployment['outcome'] {
  const { status, deployable: job } = fields;
  switch (status) {
    case 'success':
      return 'succeeded';
    case 'canceled':
      return 'canceled';
    case 'skipped':
      return 'superseded';
    case 'failed':
      break;
    default:
      return 'pending';
  }
  if (job?.failure_reason === OUTDATED) {
    return 'superseded';
  }
  if (!job || job.started_at) {
    return 'failed';
  }
  return approvalsOf(fields).some(approval => approval.status === 'rejected')
    ? 'rejected'
    : 'canceled';
}

function triggerOf(job: DeploymentFields['deployable']) {
  if (!job) {
    return 'api';
  }
  if (job.tag) {
    return 'release';
  }
  return TRIGGERS[job.pipeline?.source ?? 'push'] ?? 'push';
}

function latest(times: (string | undefined)[]): string {
  return times
    .flatMap(time => time ?? [])
    .sort()
    .reverse()[0];
}
