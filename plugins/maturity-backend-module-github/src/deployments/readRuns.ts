// SPDX-License-Identifier: Apache-2.0
import { ProviderNotFoundError } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { pagesOfRuns } from './listRuns';
import { runSchema, runsSchema, WorkflowRun } from '../client/schema';
import { Target } from '../targets';

/** Runs that are gone before the others of the same part are taken for gone as well. */
const MAX_MISSES = 10;

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
 * list of its workflow's runs, which as a rule answers for all the others. Where few runs of a workflow deploy, reading
 * them one by one is cheaper than its list; so no deployment costs more than one request.
 *
 * @internal
 */
export async function readRuns(
  client: GithubClient,
  target: Target,
  wanted: WantedRun[],
): Promise<Map<number, WorkflowRun>> {
  const found = new Map<number, WorkflowRun>();
  const listed = new Set<number>();
  let open = [...wanted].sort((a, b) => (a.around < b.around ? 1 : -1));
  let misses = 0;
  while (open.length > 0) {
    const [newest, ...others] = open;
    const run = await readRun(client, target, newest.id);
    open = others;
    if (!run) {
      misses += 1;
      const isEnd =
        misses === 1 && !(await hasRunsBefore(client, target, newest.around));
      if (isEnd || misses >= MAX_MISSES) {
        break;
      }
      continue;
    }
    found.set(run.id, run);
    if (open.length > 0 && !listed.has(run.workflow_id)) {
      listed.add(run.workflow_id);
      const siblings = await readSiblings(client, target, {
        workflow: run.workflow_id,
        from: dayBefore(open[open.length - 1].around),
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
    if (error instanceof ProviderNotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/** Runs are deleted when their retention ends, all of the same age; and by hand, one at a time. */
async function hasRunsBefore(
  client: GithubClient,
  target: Target,
  instant: string,
): Promise<boolean> {
  const answer = await client.get(
    '/repos/{owner}/{repo}/actions/runs',
    {
      owner: target.owner,
      repo: target.name,
      created: `<=${instant.slice(0, 19)}Z`,
      per_page: 1,
    },
    runsSchema,
  );
  return answer.status === 'ok' && answer.data.total_count > 0;
}

async function readSiblings(
  client: GithubClient,
  target: Target,
  options: { workflow: number; from: string; to: string; wanted: Set<number> },
): Promise<WorkflowRun[]> {
  const { wanted, ...window } = options;
  const found: WorkflowRun[] = [];
  for await (const { runs, pagesLeft } of pagesOfRuns(client, target, window)) {
    for (const run of runs) {
      if (wanted.delete(run.id)) {
        found.push(run);
      }
    }
    if (pagesLeft > wanted.size || wanted.size === 0) {
      break;
    }
  }
  return found;
}

function dayBefore(instant: string): string {
  // A run may have been created long before it asked for its deployment: earlier jobs come first.
  return new Date(Date.parse(instant) - 24 * 3_600_000).toISOString();
}
