// SPDX-License-Identifier: Apache-2.0
import { GithubClient } from '../client/GithubClient';
import { runsSchema, WorkflowRun } from '../client/schema';
import { TargetState } from '../poll/state';
import { Target } from '../targets';

const PER_PAGE = 100;
const DAY_MS = 24 * 3_600_000;
/** GitHub shows the newest 1,000 runs of a filtered list; the older ones begin another list. */
const PAGES_PER_LIST = 10;

/** @internal */
export interface RunsWindow {
  from: string;
  to?: string;
  /** Absent: of all workflows. */
  workflow?: number;
  status?: string;
}

/** One page of runs, newest first, and how many are still to come. @internal */
export interface RunsPage {
  runs: WorkflowRun[];
  pagesLeft: number;
  etag?: string;
}

/**
 * All runs of a window, however many there are, in full pages: where GitHub cuts a list off, the next one goes on from
 * the oldest run that was seen. Ends with nothing where the first page has not changed since `etag`.
 *
 * @internal
 */
export async function* pagesOfRuns(
  client: GithubClient,
  target: Target,
  window: RunsWindow,
  etag?: string,
): AsyncGenerator<RunsPage, 'unchanged' | 'ok'> {
  const seen = new Set<number>();
  let to = window.to && seconds(window.to);
  for (let isFirst = true; ; ) {
    let oldest = to;
    for (let page = 1; page <= PAGES_PER_LIST; page++) {
      const answer = await client.get(
        window.workflow === undefined
          ? '/repos/{owner}/{repo}/actions/runs'
          : '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
        {
          owner: target.owner,
          repo: target.name,
          ...(window.workflow !== undefined && {
            workflow_id: window.workflow,
          }),
          ...(window.status && { status: window.status }),
          created: to
            ? `${seconds(window.from)}..${to}`
            : `>=${seconds(window.from)}`,
          per_page: PER_PAGE,
          page,
        },
        runsSchema,
        isFirst ? etag : undefined,
      );
      isFirst = false;
      if (answer.status === 'unchanged') {
        return 'unchanged';
      }
      const { total_count: total, workflow_runs: listed } = answer.data;
      const runs = listed.filter(({ id }) => !seen.has(id));
      runs.forEach(({ id }) => seen.add(id));
      const last = listed[listed.length - 1];
      oldest = last ? seconds(last.created_at) : oldest;
      yield {
        runs,
        pagesLeft: Math.max(Math.ceil(total / PER_PAGE) - page, 0),
        etag: answer.etag,
      };
      if (listed.length < PER_PAGE) {
        return 'ok';
      }
    }
    if (oldest === to) {
      // More than 1,000 of one second: nothing tells them apart.
      return 'ok';
    }
    to = oldest;
  }
}

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

/** Where the list of runs begins: a whole day, so that the question stays the same and can be asked conditionally. @internal */
export function runsSince(
  { top, open }: Pick<TargetState, 'top' | 'open'>,
  since: string,
): string {
  if (!top) {
    return since;
  }
  const [oldestOpen] = open
    .flatMap(({ requestedAt }) => requestedAt ?? [])
    .sort();
  const from = Math.min(
    Date.parse(top) - 2 * DAY_MS,
    oldestOpen ? Date.parse(oldestOpen) : Infinity,
  );
  return new Date(Math.floor(from / DAY_MS) * DAY_MS).toISOString();
}

function seconds(instant: string): string {
  return new Date(instant).toISOString().slice(0, 19).concat('Z');
}
