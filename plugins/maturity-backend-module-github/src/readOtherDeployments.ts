// SPDX-License-Identifier: Apache-2.0
import { GithubPermissionError } from './client/errors';
import { environmentGates } from './gates';
import { readRepositoryPipelines } from './pipelines';
import { runsSince } from './probe';
import type { ReadDeployments } from './readDeployments';
import { readReviews } from './readReviews';
import { DatedDeployment, readReleases, readTags } from './releases';
import { Details, WorkflowRun } from './schema';
import { Job, Session } from './Session';
import { Deployed } from './state';
import { decisionsOf } from './waits';
import {
  environmentOfRun,
  fromRun,
  listRuns,
  readRunWaits,
  withEarlierAttempts,
} from './workflowRuns';

/** Runs of one read whose jobs are asked how long they waited for a runner: each costs a request. */
const MAX_DETAILED = 300;

/** Deployments where GitHub's Deployments API is not what says so: releases, tags or workflow runs. @internal */
export async function readOtherDeployments(
  session: Session,
  job: Job,
  details: Details,
): Promise<ReadDeployments> {
  const { target, state } = job;
  const floor = state.top ?? session.since;
  if (target.rule.recognize === 'workflow-runs') {
    return readRunDeployments(session, job, details);
  }
  const read =
    target.rule.recognize === 'releases'
      ? await readReleases(session.client, target, floor)
      : await readTags(session.client, target, floor);
  // Published later than created, so what is read again is said again: it changes nothing.
  return summarize(job, details, read, session.since, []);
}

async function readRunDeployments(
  session: Session,
  job: Job,
  details: Details,
): Promise<ReadDeployments> {
  const { target, state } = job;
  const pipelines = pipelinesOf(session, job, details);
  try {
    const answer = await listRuns(session.client, target, {
      since: runsSince(state, session.since),
    });
    const listed = answer.status === 'ok' ? answer.runs : [];
    const deploying = listed.filter(run =>
      environmentOfRun(run, target.rule, pipelines),
    );
    const runs = await withEarlierAttempts(session.client, target, deploying);
    state.runsEtag = answer.status === 'ok' ? answer.etag : undefined;
    const last = new Set(deploying);
    const reviews = await readReviews(session, job, deploying);
    const gates =
      details.environments && environmentGates(details.environments.nodes);
    const read: DatedDeployment[] = [];
    let detailed = 0;
    for (const run of newestFirst(runs)) {
      const reviewed = reviews.get(run.node_id);
      const environment = environmentOfRun(run, target.rule, pipelines)!;
      // What was decided is said of a run as a whole; its last attempt is what went out.
      const decisions = last.has(run)
        ? decisionsOf(reviewed, environment, run.actor?.id)
        : undefined;
      const deployment = fromRun(run, target, environment, {
        templates: session.templates,
        decisions,
      });
      const isDetailed =
        decisions || run.status !== 'completed' || detailed < MAX_DETAILED;
      if (deployment && isDetailed) {
        detailed += 1;
        deployment.waits = await readRunWaits(session.client, target, run, {
          environment,
          gates: gates?.get(environment),
          decisions,
        });
      }
      if (deployment) {
        read.push({ deployment, committedAt: run.created_at });
      }
    }
    return summarize(
      job,
      details,
      read,
      session.since,
      read.flatMap(({ deployment: { id, outcome, requestedAt } }) =>
        outcome === 'pending' ? [{ id, status: requestedAt }] : [],
      ),
    );
  } catch (error) {
    if (!(error instanceof GithubPermissionError)) {
      throw error;
    }
    job.missing.set('runs', error.message);
    return summarize(job, details, [], session.since, []);
  }
}

function newestFirst(runs: WorkflowRun[]): WorkflowRun[] {
  return [...runs].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
}

function pipelinesOf(session: Session, job: Job, details: Details) {
  const { target } = job;
  return readRepositoryPipelines({
    host: target.host,
    repository: `${target.host}/${target.owner}/${target.name}`,
    observedAt: session.context.now().toISOString(),
    tree: details.workflows,
    environments: [],
    gatesComplete: false,
    recognition: session.context.recognition,
  }).pipelines;
}

function summarize(
  job: Job,
  details: Details,
  read: DatedDeployment[],
  since: string,
  open: ReadDeployments['open'],
): ReadDeployments {
  const dated = read.map(({ deployment, committedAt }): Deployed => {
    const { id, environment, revision, requestedAt, finishedAt, outcome } =
      deployment;
    return {
      id,
      environment,
      revision,
      requestedAt,
      finishedAt,
      outcome,
      observedAt: deployment.observedAt,
      committedAt: new Date(committedAt).toISOString(),
    };
  });
  const placeOf = (deployed: Pick<Deployed, 'finishedAt' | 'requestedAt'>) =>
    deployed.finishedAt ?? deployed.requestedAt ?? '';
  const records = read
    .map(({ deployment }) => deployment)
    .filter(deployment => placeOf(deployment) >= since);
  const known = new Map(
    [...job.state.live, ...dated].map(deployed => [deployed.id, deployed]),
  );
  return {
    details,
    records,
    known: [...known.values()],
    wanted: new Set(records.map(({ id }) => id)),
    open,
    top: [job.state.top ?? since, ...dated.map(placeOf)].sort().reverse()[0],
  };
}
