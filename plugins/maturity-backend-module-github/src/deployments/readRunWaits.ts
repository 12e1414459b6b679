// SPDX-License-Identifier: Apache-2.0
import { Wait } from '@delivery-maturity/backstage-plugin-maturity-common';
import { unlessGone } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { jobsSchema, RunJob, runSchema, WorkflowRun } from '../client/schema';
import { EnvironmentGates } from '../gates/gates';
import { Target } from '../targets';
import { Decisions, waitsOf } from './waits';

const PER_PAGE = 100;
/** GitHub starts a run again 50 times at most. */
const MAX_ATTEMPTS = 50;
/** A matrix has 256 jobs at most, a run a few of them. */
const MAX_JOB_PAGES = 20;

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

interface JobContext {
  environment: string;
  gates: EnvironmentGates | undefined;
  decisions: Decisions | undefined;
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
  context: JobContext,
): Promise<Wait[] | undefined> {
  const jobs = await unlessGone(readJobs(client, target, run));
  return jobs && waitsOfJobs(jobs, context);
}

/** The waits in the jobs of a run. @internal */
export function waitsOfJobs(
  jobs: readonly RunJob[],
  context: JobContext,
): Wait[] {
  const { environment, gates, decisions } = context;
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
