// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  resolveTier,
  Tier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { GitlabNotFoundError } from './client/errors';
import { toDeployment } from './deployments';
import { readChanges } from './history';
import { noteFirstDeployment } from './provisioning';
import { readTier } from './readGates';
import { repositoryOf, versionAt } from './readPipelineItems';
import { knownJobs, readTogether } from './readTogether';
import { DeploymentFields, deploymentSchema, jobSchema } from './schema';
import type { Job as PipelineJob } from './schema';
import { outdatedOf, waitsBefore } from './outdated';
import { Job, readPart, Session } from './Session';
import { Deployed, printState } from './state';
import { ownersOf } from './targets';
import { isManual } from './waits';

const PER_PAGE = 100;
const MAX_JOB_PAGES = 5;
/** Live revisions that are remembered: environments of merge requests come and go by the thousand. */
const MAX_LIVE = 200;
/** Pending deployments whose jobs are looked at again in one read, the newest first. */
const MAX_LOOKED_AFTER = 10;

/**
 * Reads the deployments that moved since the last time, oldest first, a page at a time. Each page is handed over with
 * the place to go on at, so a first read that is interrupted goes on there.
 *
 * @internal
 */
export async function* readDeployments(
  session: Session,
  job: Job,
): AsyncIterable<CollectedItem> {
  const { state, target } = job;
  let lost = 0;
  for await (const page of withPending(session, job)) {
    const read = page.filter(({ environment }) => {
      const { environments } = session.options;
      return (
        environments.length === 0 || matchesAny(environment.name, environments)
      );
    });
    const records: Deployment[] = [];
    const deployed: Deployed[] = [];
    for (const record of await toRecords(session, job, read)) {
      records.push(record.record);
      deployed.push(record.deployed);
    }
    const known = new Map(
      [...state.live, ...deployed].map(one => [one.id, one] as const),
    );
    const changes = await readChanges(
      session,
      job,
      [...known.values()],
      new Set(deployed.map(({ id }) => id)),
    );
    lost += changes.lost;
    const outdated = outdatedOf(state, records);
    for (const record of records) {
      yield* toItems(job, {
        ...record,
        waits: waitsBefore(record, [...known.values()]),
        ...changes.fields.get(record.id),
        ...outdated.get(record.id),
      });
    }
    for (const [id, fields] of outdated) {
      if (!records.some(record => record.id === id)) {
        yield* toItems(job, fields);
      }
    }
    noteFirstDeployment(state, deployed);
    state.live = liveOf([...known.values()]);
    state.isExternal ||= page.some(({ deployable }) => !deployable);
    yield { kind: 'watermark', key: target.key, value: printState(state) };
  }
  if (lost > 0) {
    state.notices.push(
      `The changes of ${lost} deployments are unknown: their revisions or the ones before are gone from the repository, as after a force-push.`,
    );
  }
  state.isBackfilled = true;
}

/**
 * The pages, and after them the deployments that were still to come when they were read: that their job now waits for
 * a person does not count as an update.
 */
async function* withPending(
  session: Session,
  job: Job,
): AsyncIterable<DeploymentFields[]> {
  const before = job.state.pending.filter(({ isHeld }) => !isHeld);
  yield* pagesOf(session, job);
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

/** Pages by time of update, since a page by number skips what moves while it is read. */
async function* pagesOf(
  session: Session,
  { state, project }: Job,
): AsyncIterable<DeploymentFields[]> {
  for (let page = 1; ; ) {
    const cursor = state.cursor ?? session.since;
    const items = await session.client.get(
      '/projects/:id/deployments',
      {
        id: project.id,
        order_by: 'updated_at',
        sort: 'asc',
        updated_after: cursor,
        per_page: PER_PAGE,
        page,
      },
      z.array(deploymentSchema),
    );
    const fresh = items.filter(
      ({ id, updated_at: at }) => !state.atCursor.includes(`${id} ${at}`),
    );
    const last = items[items.length - 1];
    if (last && last.updated_at !== state.cursor) {
      state.cursor = last.updated_at;
      state.atCursor = [];
      page = 1;
    } else {
      page += 1;
    }
    state.atCursor.push(
      ...fresh
        .filter(({ updated_at: at }) => at === state.cursor)
        .map(({ id, updated_at: at }) => `${id} ${at}`),
    );
    if (fresh.length > 0) {
      yield fresh;
    }
    if (items.length < PER_PAGE) {
      return;
    }
  }
}

async function toRecords(
  session: Session,
  job: Job,
  page: DeploymentFields[],
): Promise<{ record: Deployment; deployed: Deployed }[]> {
  const { state, project, target } = job;
  const manualJobs = new Set(state.manualJobs);
  const jobs = new Map<number, PipelineJob[]>();
  if (!state.isBackfilled && manualJobs.size > 0) {
    await readTogether(session, [
      { job, entry: false, pipelines: measuredPipelines(job, page) },
    ]);
  }
  const result: { record: Deployment; deployed: Deployed }[] = [];
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
      manualJobs.size > 0 ||
      (fields.deployable && isManual(fields.deployable, manualJobs));
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
      manualJobs,
      pipeline: fields.deployable
        ? versionAt(state.pipelineVersions, fields.created_at)
        : undefined,
    });
    result.push({
      record,
      deployed: {
        id: record.id,
        environment,
        tier,
        revision: record.revision,
        requestedAt: record.requestedAt,
        finishedAt: record.finishedAt,
        outcome: record.outcome,
        committedAt: fields.deployable?.commit?.created_at ?? fields.created_at,
      },
    });
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
    Object.keys(approvals).includes(fields.environment.name) ||
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
  try {
    return await readPart(job, 'deployments', () =>
      session.client.get(
        '/projects/:id/deployments/:deployment_id',
        { id: job.project.id, deployment_id: id },
        deploymentSchema,
      ),
    );
  } catch (error) {
    if (error instanceof GitlabNotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/** Pipelines are deleted after a while; their deployments stay. */
async function readJobs(
  session: Session,
  job: Job,
  pipeline: number,
): Promise<PipelineJob[]> {
  const jobs = await readPart(job, 'jobs', () =>
    session.client.listIfAny(
      '/projects/:id/pipelines/:pipeline_id/jobs',
      { id: job.project.id, pipeline_id: pipeline },
      jobSchema,
      MAX_JOB_PAGES,
    ),
  );
  return jobs?.items ?? [];
}

/** A deployment as an item for each entity that owns its environment. */
function toItems(job: Job, deployment: Deployment): CollectedItem[] {
  return ownersOf(job.target.entities, deployment.environment).map(
    ({ entityRef }) => ({
      kind: 'record',
      entityRef,
      item: { type: 'deployment', record: { ...deployment, entityRef } },
    }),
  );
}

function liveOf(known: Deployed[]): Deployed[] {
  const live = new Map<string, Deployed>();
  for (const deployed of known) {
    const before = live.get(deployed.environment);
    const isLater = (deployed.finishedAt ?? '') > (before?.finishedAt ?? '');
    if (deployed.outcome === 'succeeded' && (!before || isLater)) {
      live.set(deployed.environment, deployed);
    }
  }
  return [...live.values()]
    .sort((a, b) => ((a.finishedAt ?? '') < (b.finishedAt ?? '') ? 1 : -1))
    .slice(0, MAX_LIVE);
}
