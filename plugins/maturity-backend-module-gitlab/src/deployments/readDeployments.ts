// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  resolveTier,
  sameEnvironment,
  Tier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { matchesAny } from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { deploymentId, toDeployment } from './toDeployment';
import { readTier } from '../gates/readGates';
import { repositoryOf, versionAt } from '../pipelines/readPipelineItems';
import { knownJobs, prefetchJobs } from './prefetchJobs';
import {
  DeploymentFields,
  deploymentSchema,
  jobSchema,
} from '../client/schema';
import type { Job as PipelineJob } from '../client/schema';
import { Job, readPart, Session } from '../Session';
import { Deployed, holdingOf } from '../poll/state';
import { readUpdates } from './readUpdates';
import { holdOf, isWaitingForResource } from './waits';

const MAX_JOB_PAGES = 5;
/** Pending deployments whose jobs are looked at again in one read, the newest first. */
const MAX_LOOKED_AFTER = 10;

/** A deployment, and what later ones are compared with. @internal */
export interface ReadDeployment {
  record: Deployment;
  deployed: Deployed;
}

/** @internal */
export function toRead(
  record: Deployment,
  committedAt: string,
): ReadDeployment {
  const { id, environment, tier, revision, requestedAt, finishedAt, outcome } =
    record;
  return {
    record,
    deployed: {
      id,
      environment,
      tier,
      revision,
      requestedAt,
      finishedAt,
      outcome,
      committedAt,
    },
  };
}

/**
 * The pages, and after them the deployments that were still to come when they were read: that their job now waits for
 * a person does not count as an update.
 *
 * @internal
 */
export async function* readDeployments(
  session: Session,
  job: Job,
): AsyncIterable<ReadDeployment[]> {
  for await (const page of withPending(session, job)) {
    const { environments } = job.target.rule;
    const read = await toRecords(
      session,
      job,
      page.filter(
        ({ environment }) =>
          environments.length === 0 ||
          matchesAny(environment.name, environments),
      ),
    );
    job.state.isExternal ||= page.some(({ deployable }) => !deployable);
    yield read;
  }
}

async function* withPending(
  session: Session,
  job: Job,
): AsyncIterable<DeploymentFields[]> {
  const { pending: open, tiers } = job.state;
  const before = open.filter(
    ({ isHeld, environment }) =>
      !isHeld && resolveTier(environment, tiers[environment]) !== 'development',
  );
  yield* readUpdates(job.state, session.since, parameters =>
    session.client.read(z.array(deploymentSchema), api =>
      api.Deployments.all(job.project.id, parameters),
    ),
  );
  const still = new Set(job.state.pending.map(({ id }) => id));
  const pending: DeploymentFields[] = [];
  for (const { id } of before.slice(0, MAX_LOOKED_AFTER)) {
    if (still.has(id)) {
      const fields = await readOne(session, job, id.replace(/^\D+/, ''));
      if (fields) {
        pending.push(fields);
      }
    }
  }
  if (pending.length > 0) {
    yield pending;
  }
}

async function toRecords(
  session: Session,
  job: Job,
  page: DeploymentFields[],
): Promise<ReadDeployment[]> {
  const { state, project, target } = job;
  const holding = holdingOf(state);
  const hasHolding = holding.manual.size + holding.delayed.size > 0;
  const jobs = new Map<number, PipelineJob[]>();
  if (!state.isBackfilled && hasHolding) {
    await prefetchJobs(session, [
      { job, entry: false, pipelines: measuredPipelines(job, page) },
    ]);
  }
  const result: ReadDeployment[] = [];
  for (const fields of page) {
    const environment = fields.environment.name;
    const tier = await readTier(session, job, environment);
    const isMeasured = resolveTier(environment, tier) !== 'development';
    const whole = isMeasured
      ? await withApprovals(
          session,
          job,
          fields,
          resolveTier(environment, tier),
        )
      : fields;
    const pipeline = fields.deployable?.pipeline?.id;
    const isHeld =
      fields.status === 'blocked' ||
      (whole.approvals ?? []).length > 0 ||
      hasHolding ||
      (fields.deployable &&
        (isWaitingForResource(fields.deployable) ||
          holdOf(fields.deployable, holding)));
    if (pipeline && isMeasured && isHeld && !jobs.has(pipeline)) {
      jobs.set(
        pipeline,
        knownJobs(job, fields.deployable!) ??
          (await readJobs(session, job, pipeline)),
      );
    }
    const record = toDeployment(whole, {
      host: target.host,
      repository: repositoryOf(job),
      projectUrl: project.url,
      tier,
      jobs: jobs.get(pipeline ?? 0) ?? [],
      holding,
      resourceFrom: state.pending.find(
        ({ id }) => id === deploymentId(fields.id),
      )?.resourceFrom,
      pipeline: fields.deployable
        ? versionAt(state.pipelineVersions, fields.created_at)
        : undefined,
    });
    result.push(
      toRead(
        record,
        fields.deployable?.commit?.created_at ?? fields.created_at,
      ),
    );
  }
  return result;
}

/** A first read meets many at once. */
function measuredPipelines(
  { state: { tiers } }: Job,
  page: DeploymentFields[],
): string[] {
  return page.flatMap(({ environment: { name }, deployable }) => {
    const iid = deployable?.pipeline?.iid;
    return iid && resolveTier(name, tiers[name]) !== 'development'
      ? [String(iid)]
      : [];
  });
}

/** The list does not tell decisions by rule; what was or is held back is asked for by itself. */
async function withApprovals(
  session: Session,
  job: Job,
  fields: DeploymentFields,
  tier: Tier,
): Promise<DeploymentFields> {
  const { approvals, missing } = job.state;
  const isProtected =
    Object.keys(approvals).some(name =>
      sameEnvironment(name, fields.environment.name),
    ) ||
    // Which environments are protected may not be read; the deployments of those that count are asked one by one.
    (missing.protectedEnvironments !== undefined && tier === 'production');
  const isKnown = (fields.approvals ?? []).length > 0;
  if (fields.status !== 'blocked' && (isKnown || !isProtected)) {
    return fields;
  }
  const whole = await readOne(session, job, String(fields.id));
  // The page is what is handed over; of a later moment only the decisions count.
  return whole
    ? {
        ...fields,
        approvals: whole.approvals,
        approval_summary: whole.approval_summary,
        pending_approval_count: whole.pending_approval_count,
      }
    : fields;
}

async function readOne(
  session: Session,
  job: Job,
  id: string,
): Promise<DeploymentFields | undefined> {
  return readPart(job, 'deployments', () =>
    session.client.readIfAny(deploymentSchema, api =>
      api.Deployments.show(job.project.id, Number(id)),
    ),
  );
}

/** Pipelines are deleted after a while; their deployments stay. */
async function readJobs(
  session: Session,
  job: Job,
  pipeline: number,
): Promise<PipelineJob[]> {
  const jobs = await readPart(job, 'jobs', () =>
    session.client.listIfAny(jobSchema, MAX_JOB_PAGES, (api, pages) =>
      api.Jobs.all(job.project.id, { pipelineId: pipeline, ...pages }),
    ),
  );
  return jobs ?? [];
}
