// SPDX-License-Identifier: Apache-2.0
import { ancestry } from './graphqlRoot';
import { WorldRepository, WorldRun } from './world';

/** A REST answer of the stand-in host. */
export interface RestResult {
  status: number;
  body: unknown;
}

/** Adds to a slim object all that GitHub's published examples have, where a test needs the whole shape. */
export type Flesh = (
  kind: 'run' | 'job' | 'comparison' | 'commit' | 'rule',
  slim: object,
) => object;

const NOT_FOUND: RestResult = {
  status: 404,
  body: {
    message: 'Not Found',
    documentation_url: 'https://docs.github.com/rest',
    status: '404',
  },
};

/** Answers the REST calls that the collector makes. */
export function answerRest(
  repo: WorldRepository,
  rest: string,
  query: URLSearchParams,
  flesh: Flesh,
): RestResult {
  if (repo.forbidden?.runs && /^actions\/|_rules$/.test(rest)) {
    return { status: 403, body: { message: repo.forbidden.runs } };
  }
  const attempt = /^actions\/runs\/(\d+)\/attempts\/(\d+)(\/jobs)?$/.exec(rest);
  if (attempt) {
    const run = repo.runs.find(({ id }) => id === Number(attempt[1]));
    if (!run) return NOT_FOUND;
    return attempt[3]
      ? ok(toJobs(run, Number(attempt[2]), query, flesh))
      : ok(flesh('run', toRun(run, Number(attempt[2]))));
  }
  const single = /^actions\/runs\/(\d+)$/.exec(rest);
  if (single) {
    const run = repo.runs.find(({ id }) => id === Number(single[1]));
    return run ? ok(flesh('run', toRun(run))) : NOT_FOUND;
  }
  const list = /^actions\/(?:workflows\/(\d+)\/)?runs$/.exec(rest);
  if (list) {
    const workflow = list[1] ? Number(list[1]) : undefined;
    return ok(listRuns(repo, workflow, query, flesh));
  }
  const rules = /^environments\/(.+)\/deployment_protection_rules$/.exec(rest);
  if (rules) {
    return ok(toCustomRules(repo, decodeURIComponent(rules[1]), flesh));
  }
  const compared = /^compare\/(\w+)\.\.\.(\w+)$/.exec(rest);
  if (compared) {
    if (repo.forbidden?.defaultBranchRef) {
      return {
        status: 403,
        body: { message: repo.forbidden.defaultBranchRef },
      };
    }
    return compare(repo, compared[1], compared[2], query, flesh);
  }
  return NOT_FOUND;
}

function ok(body: unknown): RestResult {
  return { status: 200, body };
}

function listRuns(
  repo: WorldRepository,
  workflow: number | undefined,
  query: URLSearchParams,
  flesh: Flesh,
) {
  const [from, to] = createdBetween(query.get('created'));
  const status = query.get('status');
  const runs = repo.runs
    .filter(
      run =>
        (workflow === undefined || run.workflowId === workflow) &&
        Date.parse(run.createdAt) >= from &&
        Date.parse(run.createdAt) <= to &&
        (!status || run.conclusion === status || run.status === status),
    )
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return {
    total_count: runs.length,
    // Beyond these a filtered list shows nothing.
    workflow_runs: paged(runs.slice(0, 1_000), query).map(run =>
      flesh('run', toRun(run)),
    ),
  };
}

/** `>=from`, `<=to` or `from..to` */
function createdBetween(range: string | null): [from: number, to: number] {
  if (range?.startsWith('<=')) {
    return [-Infinity, Date.parse(range.slice(2))];
  }
  const [from, to] = (range ?? '').replace(/^>=/, '').split('..');
  return [from ? Date.parse(from) : -Infinity, to ? Date.parse(to) : Infinity];
}

function paged<T>(items: T[], query: URLSearchParams): T[] {
  const size = Number(query.get('per_page') ?? 30);
  const page = Number(query.get('page') ?? 1);
  return items.slice((page - 1) * size, page * size);
}

function toRun(run: WorldRun, attempt = run.attempt ?? 1) {
  const earlier = run.earlier?.[attempt - 1];
  return {
    id: run.id,
    node_id: `WFR_${run.id}`,
    workflow_id: run.workflowId,
    path: run.path,
    event: run.event,
    head_sha: run.headSha,
    status: run.status,
    conclusion: earlier?.conclusion ?? run.conclusion ?? null,
    run_attempt: attempt,
    created_at: run.createdAt,
    run_started_at: earlier?.startedAt ?? run.startedAt ?? run.createdAt,
    updated_at: earlier?.updatedAt ?? run.updatedAt,
    html_url: `https://github.com/acme/repo/actions/runs/${run.id}`,
    ...(run.actor !== undefined && { actor: { id: run.actor } }),
    referenced_workflows: run.referenced ?? [],
  };
}

function toCustomRules(repo: WorldRepository, name: string, flesh: Flesh) {
  const environment = repo.environments.find(found => found.name === name);
  const apps = environment?.apps ?? [];
  return {
    total_count: apps.length,
    custom_deployment_protection_rules: apps.map(slug =>
      flesh('rule', { enabled: true, app: { slug } }),
    ),
  };
}

function toJobs(
  run: WorldRun,
  attempt: number,
  query: URLSearchParams,
  flesh: Flesh,
) {
  const jobs = run.earlier?.[attempt - 1]?.jobs ?? run.jobs ?? [];
  return {
    total_count: jobs.length,
    jobs: paged(jobs, query).map(job =>
      flesh('job', {
        name: job.name,
        status: job.status,
        created_at: job.createdAt,
        started_at: job.startedAt ?? job.createdAt,
      }),
    ),
  };
}

function compare(
  repo: WorldRepository,
  base: string,
  head: string,
  query: URLSearchParams,
  flesh: Flesh,
): RestResult {
  const commits = new Map(repo.commits.map(commit => [commit.oid, commit]));
  const ofBase = ancestry(base, commits);
  const ofHead = ancestry(head, commits);
  const inBase = new Set(ofBase.map(({ oid }) => oid));
  const inHead = new Set(ofHead.map(({ oid }) => oid));
  if (!ofHead.some(({ oid }) => inBase.has(oid))) {
    return {
      status: 404,
      body: { message: `No common ancestor between ${base} and ${head}.` },
    };
  }
  const ahead = ofHead.filter(({ oid }) => !inBase.has(oid)).reverse();
  const behind = ofBase.filter(({ oid }) => !inHead.has(oid));
  const [low, high] = [ahead.length, behind.length];
  let status = 'identical';
  if (low > 0 && high > 0) status = 'diverged';
  else if (low > 0) status = 'ahead';
  else if (high > 0) status = 'behind';
  return ok(
    flesh('comparison', {
      status,
      ahead_by: low,
      behind_by: high,
      total_commits: low,
      commits: paged(ahead, query).map(commit =>
        flesh('commit', {
          sha: commit.oid,
          commit: {
            message: commit.messageHeadline ?? 'A change',
            committer: { date: commit.committedDate },
            author: { date: commit.authoredDate ?? commit.committedDate },
          },
          parents: commit.parents.map(parent => ({ sha: parent })),
        }),
      ),
    }),
  );
}
