// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  PipelineDefinition,
  Wait,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  DeclaredTemplate,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from './client/GithubClient';
import { RecognitionRule } from './config';
import { READ_OBSERVATION } from './deployments';
import { pipelineOf, triggerOf, workflowPath } from './runs';
import { jobsSchema, runSchema, runsSchema, WorkflowRun } from './schema';
import { Target } from './targets';

const PER_PAGE = 100;
const MAX_PAGES = 10;
/** Earlier attempts of a run that was started again and again. */
const MAX_ATTEMPTS = 10;

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
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await client.get(
      '/repos/{owner}/{repo}/actions/runs',
      {
        owner: target.owner,
        repo: target.name,
        created: `>=${options.since.slice(0, 19)}Z`,
        per_page: PER_PAGE,
        page,
      },
      runsSchema,
      page === 1 ? options.etag : undefined,
    );
    if (answer.status === 'unchanged') {
      return answer;
    }
    etag ??= answer.etag;
    runs.push(...answer.data.workflow_runs);
    if (answer.data.workflow_runs.length < PER_PAGE) {
      break;
    }
  }
  return { status: 'ok', runs, etag };
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
    const answer = await client.get(
      '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
      {
        owner: target.owner,
        repo: target.name,
        run_id: run.id,
        attempt_number: attempt,
      },
      runSchema,
    );
    if (answer.status === 'ok') {
      attempts.push(answer.data);
    }
  }
  return attempts;
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
  context: { templates: DeclaredTemplate[]; waits?: Wait[] },
): Deployment | undefined {
  const { host, owner, name } = target;
  const completed = run.status === 'completed';
  const outcome = completed ? OUTCOMES[run.conclusion ?? ''] : 'pending';
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
    ...(context.waits && { waits: context.waits }),
    ...(pipeline && { pipeline }),
    url: `${run.html_url}${attempt === 1 ? '' : `/attempts/${attempt}`}`,
  };
}

/** How long the jobs of a run waited for a runner, or are waiting for a person. @internal */
export async function readRunWaits(
  client: GithubClient,
  target: Target,
  run: WorkflowRun,
  environment: string,
): Promise<Wait[]> {
  const answer = await client.get(
    '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
    {
      owner: target.owner,
      repo: target.name,
      run_id: run.id,
      attempt_number: run.run_attempt ?? 1,
      per_page: PER_PAGE,
    },
    jobsSchema,
  );
  if (answer.status === 'unchanged') {
    return [];
  }
  return answer.data.jobs.flatMap((job): Wait[] => {
    const from = new Date(job.created_at).toISOString();
    if (job.status === 'waiting') {
      return [{ kind: 'approval', gate: environment, from }];
    }
    if (!job.started_at || Date.parse(job.started_at) <= Date.parse(from)) {
      return [];
    }
    return [
      {
        kind: 'queue',
        gate: 'runner',
        from,
        to: new Date(job.started_at).toISOString(),
      },
    ];
  });
}
