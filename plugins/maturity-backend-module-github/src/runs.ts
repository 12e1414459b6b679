// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  DeclaredTemplate,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from './client/GithubClient';
import { GithubNotFoundError } from './client/errors';
import { runSchema, runsSchema, WorkflowRun } from './schema';
import { Target } from './targets';

const PER_PAGE = 100;
/** GitHub answers at most 1,000 runs to a filtered list. */
const MAX_PAGES = 10;

/** A run that is looked for, and when its deployment was requested. @internal */
export interface WantedRun {
  id: number;
  around: string;
}

/**
 * The runs behind deployments.
 *
 * @remarks
 *
 * Runs cannot be asked for in bulk by id, and most runs of a repository deploy nothing. So one is read, and then the
 * list of its workflow's runs, which as a rule answers for all the others.
 *
 * @internal
 */
export async function readRuns(
  client: GithubClient,
  target: Target,
  wanted: WantedRun[],
): Promise<Map<number, WorkflowRun>> {
  const found = new Map<number, WorkflowRun>();
  let open = [...wanted].sort((a, b) => (a.around < b.around ? 1 : -1));
  while (open.length > 0) {
    const newest = open[0];
    const run = await readRun(client, target, newest.id);
    if (!run) {
      // Runs are deleted when their retention ends, oldest first: those before this one are gone as well.
      break;
    }
    found.set(run.id, run);
    open = open.filter(({ id }) => !found.has(id));
    if (open.length > 0) {
      const siblings = await readWorkflowRuns(client, target, {
        workflow: run.workflow_id,
        from: dayBefore(open[open.length - 1].around),
        // Lists begin with the newest run and end after 1,000: without this, older ones would never be reached.
        to: newest.around,
        wanted: new Set(open.map(({ id }) => id)),
      });
      siblings.forEach(sibling => found.set(sibling.id, sibling));
      open = open.filter(({ id }) => !found.has(id));
    }
  }
  return found;
}

async function readRun(client: GithubClient, target: Target, id: number) {
  try {
    const answer = await client.get(
      '/repos/{owner}/{repo}/actions/runs/{run_id}',
      { owner: target.owner, repo: target.name, run_id: id },
      runSchema,
    );
    return answer.status === 'ok' ? answer.data : undefined;
  } catch (error) {
    if (error instanceof GithubNotFoundError) {
      return undefined;
    }
    throw error;
  }
}

async function readWorkflowRuns(
  client: GithubClient,
  target: Target,
  options: { workflow: number; from: string; to: string; wanted: Set<number> },
): Promise<WorkflowRun[]> {
  const found: WorkflowRun[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await client.get(
      '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
      {
        owner: target.owner,
        repo: target.name,
        workflow_id: options.workflow,
        created: `${options.from}..${options.to}`,
        per_page: PER_PAGE,
        page,
      },
      runsSchema,
    );
    const runs = answer.status === 'ok' ? answer.data.workflow_runs : [];
    for (const run of runs) {
      if (options.wanted.delete(run.id)) {
        found.push(run);
      }
    }
    if (runs.length < PER_PAGE || options.wanted.size === 0) {
      break;
    }
  }
  return found;
}

function dayBefore(instant: string): string {
  // A run may have been created long before it asked for its deployment: earlier jobs come first.
  return new Date(Date.parse(instant) - 24 * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .concat('Z');
}

/** What set a run off. @internal */
export function triggerOf(event: string): Deployment['trigger'] {
  switch (event) {
    case 'push':
    case 'pull_request':
    case 'pull_request_target':
    case 'merge_group':
    case 'workflow_run':
    case 'create':
      return 'push';
    case 'workflow_dispatch':
      return 'manual';
    case 'schedule':
      return 'schedule';
    case 'release':
      return 'release';
    default:
      return 'api';
  }
}

/** A run's workflow file without the ref that some hosts append. @internal */
export function workflowPath(run: Pick<WorkflowRun, 'path'>) {
  return run.path?.split('@')[0] || undefined;
}

/**
 * The pipeline of a run, and the golden path that it really called: what ran counts, not what a file says.
 *
 * @internal
 */
export function pipelineOf(
  run: Pick<WorkflowRun, 'path' | 'referenced_workflows'>,
  host: string,
  templates: DeclaredTemplate[],
): Deployment['pipeline'] {
  const path = workflowPath(run);
  const called = (run.referenced_workflows ?? []).map(reference => {
    const [file, at] = reference.path.split('@');
    const [owner, repository, ...rest] = file.split('/');
    return {
      repository: `${host}/${owner}/${repository}`.toLowerCase(),
      path: rest.join('/'),
      ref: (reference.ref ?? at ?? reference.sha).replace(
        /^refs\/(tags|heads)\//,
        '',
      ),
    };
  });
  const approved = called.flatMap(call => {
    const template = templates.find(
      ({ provider, repository, paths }) =>
        provider === 'github' &&
        repository.toLowerCase() === call.repository &&
        matchesAny(call.path, paths),
    );
    return template ? [{ id: template.id, ref: call.ref }] : [];
  });
  const other = called.map(({ repository, path: file, ref }) => ({
    id: `${repository}/${file}`,
    ref,
  }));
  const template = approved[0] ?? other[0];
  if (!path && !template) {
    return undefined;
  }
  return { ...(path && { path }), ...(template && { template }) };
}
