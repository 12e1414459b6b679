// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  PipelineDefinition,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { ProviderPermissionError } from '@delivery-maturity/backstage-plugin-maturity-node';
import { environmentGates } from '../gates/gates';
import { readRepositoryPipelines } from '../pipelines/pipelines';
import { runsSince } from '../poll/hasChanged';
import type { ReadDeployments } from './deployments';
import { readReviews } from '../deployments/readReviews';
import { DatedDeployment } from './releases';
import { Details, WorkflowRun } from '../client/schema';
import { Job, Session } from '../Session';
import { rememberUnasked } from '../deployments/unasked';
import { decisionsOf } from '../deployments/waits';
import {
  environmentOfRun,
  fromRun,
  listRuns,
  readRunWaits,
  withEarlierAttempts,
} from '../deployments/runDeployments';

/** Runs of one read whose jobs are asked how long they waited for a runner: each costs a request. Others come later. */
const MAX_DETAILED = 300;

/** What runs brought. @internal */
export interface RunDeployments {
  /** New or moved on. */
  read: DatedDeployment[];
  /** Read whole before; the new ones are compared with them. */
  context: DatedDeployment[];
  open: ReadDeployments['open'];
  ended: WorkflowRun[];
}

/** Runs as deployments. Those that ended and were read whole are not asked about again. @internal */
export async function readRunDeployments(
  session: Session,
  job: Job,
  details: Details,
): Promise<RunDeployments> {
  const { target, state } = job;
  const pipelines = pipelinesOf(session, job, details);
  state.workflows = pipelines.flatMap(({ path }) =>
    environmentOfRun({ path }, target.rule, pipelines) ? [path] : [],
  );
  try {
    const answer = await listRuns(session.client, target, {
      since: runsSince(state, session.since),
    });
    const listed = answer.status === 'ok' ? answer.runs : [];
    state.runsEtag = answer.status === 'ok' ? answer.etag : undefined;
    const deploying = listed.filter(run =>
      environmentOfRun(run, target.rule, pipelines),
    );
    const isSettled = (run: WorkflowRun) =>
      state.runs[run.id] === stampOf(run) && run.status === 'completed';
    const found = {
      read: await readNews(session, job, {
        details,
        pipelines,
        news: deploying.filter(run => !isSettled(run)),
      }),
      context: deploying
        .filter(isSettled)
        .flatMap(run => toDated(session, job, pipelines, run)),
    };
    return {
      ...found,
      // A list shows the newest, so a run that waits behind others is watched by itself.
      open: deploying
        .filter(({ status }) => status !== 'completed')
        .map(run => ({
          id: run.node_id,
          status: new Date(run.updated_at).toISOString(),
          requestedAt: new Date(run.created_at).toISOString(),
        })),
      ended: deploying.filter(({ status }) => status === 'completed'),
    };
  } catch (error) {
    if (!(error instanceof ProviderPermissionError)) {
      throw error;
    }
    job.missing.set('runs', error.message);
    return { read: [], context: [], open: [], ended: [] };
  }
}

/** Which runs need not be asked about again, of those that the next list shows. @internal */
export function settledRuns(ended: WorkflowRun[], from: string) {
  return Object.fromEntries(
    ended
      .filter(({ created_at: at }) => new Date(at).toISOString() >= from)
      .map(run => [run.id, stampOf(run)]),
  );
}

/** Another attempt, or anything else that happened to a run, makes another of it. */
function stampOf(run: WorkflowRun): string {
  return `${run.run_attempt ?? 1} ${run.updated_at}`;
}

async function readNews(
  session: Session,
  job: Job,
  options: {
    details: Details;
    pipelines: PipelineDefinition[];
    news: WorkflowRun[];
  },
): Promise<DatedDeployment[]> {
  const { client } = session;
  const { target, state } = job;
  const { details, pipelines, news } = options;
  const runs = await withEarlierAttempts(client, target, news);
  const last = new Set(news);
  const reviews = await readReviews(session, job, news);
  const gates =
    details.environments && environmentGates(details.environments.nodes);
  const read: DatedDeployment[] = [];
  const unasked: WorkflowRun[] = [];
  let detailed = 0;
  for (const run of newestFirst(runs)) {
    const environment = environmentOfRun(run, target.rule, pipelines)!;
    // What was decided is said of a run as a whole; its last attempt is what went out.
    const decisions = last.has(run)
      ? decisionsOf(reviews.get(run.node_id), environment, run.actor?.id)
      : undefined;
    for (const dated of toDated(session, job, pipelines, run, decisions)) {
      const { deployment } = dated;
      if (decisions || run.status !== 'completed' || detailed < MAX_DETAILED) {
        detailed += 1;
        deployment.waits = await readRunWaits(client, target, run, {
          environment,
          gates: gates?.get(environmentKey(environment)),
          decisions,
        });
      } else {
        unasked.push(run);
      }
      read.push(dated);
    }
  }
  rememberUnasked(state, unasked);
  return read;
}

/** A run as a deployment, if it deployed. @internal */
export function toDated(
  session: Session,
  { target }: Job,
  pipelines: PipelineDefinition[],
  run: WorkflowRun,
  decisions?: ReturnType<typeof decisionsOf>,
): DatedDeployment[] {
  const environment = environmentOfRun(run, target.rule, pipelines)!;
  const { templates } = session;
  const deployment = fromRun(run, target, environment, {
    templates,
    decisions,
  });
  return deployment ? [{ deployment, committedAt: run.created_at }] : [];
}

function newestFirst(runs: WorkflowRun[]): WorkflowRun[] {
  return [...runs].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
}

/** The pipelines at the default branch, which tell where runs deploy to. @internal */
export function pipelinesOf(session: Session, job: Job, details: Details) {
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
