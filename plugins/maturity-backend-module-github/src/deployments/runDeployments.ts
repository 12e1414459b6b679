// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  PipelineDefinition,
  Wait,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  DeclaredTemplate,
  matchesAny,
  ProviderNotFoundError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { RecognitionRule } from '../config';
import { READ_OBSERVATION } from './toDeployment';
import { EnvironmentGates } from '../gates/gates';
import { pagesOfRuns } from './listRuns';
import { pipelineOf, triggerOf, workflowPath } from './runs';
import { jobsSchema, RunJob, runSchema, WorkflowRun } from '../client/schema';
import { Target } from '../targets';
import { Decisions, waitsOf } from './waits';

const PER_PAGE = 100;
/** GitHub starts a run again 50 times at most. */
const MAX_ATTEMPTS = 50;
/** A matrix has 256 jobs at most, a run a few of them. */
const MAX_JOB_PAGES = 20;

/** @internal */
export type RunsAnswer =
  | { status: 'unchanged' }
  | { status: 'ok'; runs: WorkflowRun[]; etag?: string };

/** All runs since a time; the first page is asked for conditionally. @internal */
export async function listRuns(
  client: GithubClient,
  target: Target,
  options: { since: string; etag?: string },
): Promise<RunsAnswer> {
  const runs: WorkflowRun[] = [];
  let etag: string | undefined;
  const window = { from: options.since };
  const pages = pagesOfRuns(client, target, window, options.etag);
  for (;;) {
    const { value, done } = await pages.next();
    if (done) {
      return value === 'unchanged'
        ? { status: 'unchanged' }
        : { status: 'ok', runs, etag };
    }
    etag ??= value.etag;
    runs.push(...value.runs);
  }
}

/** Whether the list of runs is not what it was; one conditional request, which GitHub counts only where it is. @internal */
export async function haveRunsChanged(
  client: GithubClient,
  target: Target,
  options: { since: string; etag?: string },
): Promise<boolean> {
  const window = { from: options.since };
  for await (const _page of pagesOfRuns(client, target, window, options.etag)) {
    return true;
  }
  return false;
}

/** The runs with all their earlier attempts: a list has only the last one, and the failed ones are those before. @internal */
export async function withEarlierAttempts(
  client: GithubClient,
  target: Target,
  runs: WorkflowRun[],
): Promise<WorkflowRun[]> {
  const attempts: WorkflowRun[] = [];
  for (const run of runs) {
    attempts.push(...(await readEarlierAttempts(client, target, run)));
  }
  return [...runs, ...attempts];
}

async function readEarlierAttempts(
  client: GithubClient,
  target: Target,
  run: WorkflowRun,
): Promise<WorkflowRun[]> {
  const last = (run.run_attempt ?? 1) - 1;
  const attempts: WorkflowRun[] = [];
  for (
    let attempt = last;
    attempt >= 1 && attempt > last - MAX_ATTEMPTS;
    attempt--
  ) {
    const answer = await unlessGone(
      client.get(
        '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
        {
          owner: target.owner,
          repo: target.name,
          run_id: run.id,
          attempt_number: attempt,
        },
        runSchema,
      ),
    );
    if (answer?.status === 'ok') {
      attempts.push(answer.data);
    }
  }
  return attempts;
}

/** Of a run that was deleted meanwhile nothing more is known; its repository is still there. */
async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProviderNotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/** The environment that a run deploys to, undefined where it deploys nothing. @internal */
export function environmentOfRun(
  run: Pick<WorkflowRun, 'path'>,
  rule: RecognitionRule,
  pipelines: PipelineDefinition[],
): string | undefined {
  const path = workflowPath(run);
  if (!path) {
    return undefined;
  }
  if (rule.workflows.length > 0 && !matchesAny(path, rule.workflows)) {
    return undefined;
  }
  const pipeline = pipelines.find(candidate => candidate.path === path);
  const environments = [
    ...(pipeline?.deploysTo ?? []),
    ...(pipeline?.jobs.flatMap(({ environment }) => environment ?? []) ?? []),
  ];
  const named = environments.find(
    environment =>
      rule.environments.length === 0 ||
      matchesAny(environment, rule.environments),
  );
  if (named) {
    return named;
  }
  return rule.workflows.length > 0 ? rule.environment : undefined;
}

const OUTCOMES: Record<string, Deployment['outcome']> = {
  success: 'succeeded',
  failure: 'failed',
  timed_out: 'failed',
  startup_failure: 'failed',
  cancelled: 'canceled',
  stale: 'canceled',
};

/** A run as a deployment. Runs that were skipped deployed nothing. @internal */
export function fromRun(
  run: WorkflowRun,
  target: Target,
  environment: string,
  context: { templates: DeclaredTemplate[]; decisions?: Decisions },
): Deployment | undefined {
  const { host, owner, name } = target;
  const completed = run.status === 'completed';
  const concluded = completed ? OUTCOMES[run.conclusion ?? ''] : 'pending';
  const outcome =
    concluded === 'failed' && context.decisions?.rejected
      ? 'rejected'
      : concluded;
  if (!outcome) {
    return undefined;
  }
  const attempt = run.run_attempt ?? 1;
  const startedAt = run.run_started_at ?? run.created_at;
  const pipeline = pipelineOf(run, host, context.templates);
  return {
    source: host,
    id: `run/${run.id}/${attempt}`,
    observedAt: new Date(run.updated_at).toISOString(),
    observation: READ_OBSERVATION,
    repository: `${host}/${owner}/${name}`,
    service: environment,
    environment,
    revision: run.head_sha,
    // A later attempt was requested when it was started, not when the run was first created.
    requestedAt: new Date(
      attempt === 1 ? run.created_at : startedAt,
    ).toISOString(),
    startedAt: new Date(startedAt).toISOString(),
    ...(completed && { finishedAt: new Date(run.updated_at).toISOString() }),
    outcome,
    trigger: triggerOf(run.event),
    ...(pipeline && { pipeline }),
    url: `${run.html_url}${attempt === 1 ? '' : `/attempts/${attempt}`}`,
  };
}

/**
 * How long the jobs of a run waited: for a runner, or for a decision. Jobs do not name their environment; of a run that
 * somebody decided about, the job that waited longest is the one that was held. Unknown where the run is gone.
 *
 * GraphQL would tell it of many runs at once, but its check runs know only `startedAt`, not since when they were queued.
 *
 * @internal
 */
export async function readRunWaits(
  client: GithubClient,
  target: Target,
  run: WorkflowRun,
  context: {
    environment: string;
    gates: EnvironmentGates | undefined;
    decisions: Decisions | undefined;
  },
): Promise<Wait[] | undefined> {
  const { environment, gates, decisions } = context;
  const jobs = await unlessGone(readJobs(client, target, run));
  if (!jobs) {
    return undefined;
  }
  const lasted = ({ created_at: from, started_at: to }: RunJob) =>
    to ? Date.parse(to) - Date.parse(from) : 0;
  const held = decisions && [...jobs].sort((a, b) => lasted(b) - lasted(a))[0];
  return jobs.flatMap((job): Wait[] => {
    const { created_at: from, started_at: to, status } = job;
    const isOpen = status === 'waiting';
    if (!isOpen && (!to || lasted(job) <= 0)) {
      return [];
    }
    const isHeld = isOpen || job === held;
    const end = decisions?.rejected ? 'failed' : 'running';
    return waitsOf({
      statuses: [
        { state: isHeld ? 'waiting' : 'queued', at: from },
        ...(isOpen || !to ? [] : [{ state: end, at: to } as const]),
      ],
      environment,
      gates,
      decisions,
    });
  });
}

async function readJobs(
  client: GithubClient,
  target: Target,
  run: WorkflowRun,
): Promise<RunJob[]> {
  const jobs: RunJob[] = [];
  for (let page = 1; page <= MAX_JOB_PAGES; page++) {
    const answer = await client.get(
      '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
      {
        owner: target.owner,
        repo: target.name,
        run_id: run.id,
        attempt_number: run.run_attempt ?? 1,
        per_page: PER_PAGE,
        page,
      },
      jobsSchema,
    );
    const listed = answer.status === 'ok' ? answer.data.jobs : [];
    jobs.push(...listed);
    if (listed.length < PER_PAGE) {
      break;
    }
  }
  return jobs;
}
