// SPDX-License-Identifier: Apache-2.0
import { unlessGone } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { runsSchema } from '../client/schema';
import { Target } from '../targets';

/** GitHub answers at most 1,000 runs to a filtered list. */
const MAX_LISTED = 1000;
/** For so long the first green run of a new repository is looked for. */
const YOUNG_MS = 30 * 24 * 3_600_000;

/** When the first run was green, or else by what name a list of none is known. @internal */
export interface FirstGreenBuild {
  at?: string;
  etag?: string;
}

/** Whether a repository is so new that its first green run is still to be seen. @internal */
export function isYoung(createdAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(createdAt) < YOUNG_MS;
}

/** Whether there is a green run by now; one conditional request, which GitHub counts only where there is. @internal */
export async function hasGreenBuild(
  client: GithubClient,
  target: Target,
  options: { createdAt: string; etag?: string },
): Promise<boolean> {
  const { createdAt, etag } = options;
  const created = `>=${seconds(Date.parse(createdAt))}`;
  const answer = await unlessGone(listGreen(client, target, { created, etag }));
  return answer?.status === 'ok' && answer.data.total_count > 0;
}

/**
 * When the first run of a repository was green; retention may have taken it, then there is no answer. Lists begin with
 * the newest run, so the time is halved until the list of its beginning is shown to the end.
 *
 * @internal
 */
export async function readFirstGreenBuild(
  client: GithubClient,
  target: Target,
  times: { createdAt: string; now: Date },
): Promise<FirstGreenBuild> {
  const read = async (created: string, page = 1) => {
    const answer = await listGreen(client, target, { created, page });
    return answer.status === 'ok' ? answer : undefined;
  };
  let from = Date.parse(times.createdAt);
  let to = times.now.getTime();
  let window = `>=${seconds(from)}`;
  let newest = await read(window);
  const etag = newest?.etag;
  while ((newest?.data.total_count ?? 0) > MAX_LISTED) {
    const middle = Math.floor((from + to) / 2);
    if (middle - from < 1000) {
      return {};
    }
    window = between(from, middle);
    const earlier = await read(window);
    if (earlier?.data.total_count) {
      newest = earlier;
      to = middle;
    } else {
      from = middle;
      window = between(from, to);
      newest = await read(window);
    }
  }
  const total = newest?.data.total_count ?? 0;
  const oldest = total > 1 ? await read(window, total) : newest;
  const at = oldest?.data.workflow_runs[0]?.updated_at;
  return at ? { at: new Date(at).toISOString() } : { etag };
}

function listGreen(
  client: GithubClient,
  { owner, name }: Target,
  options: { created: string; page?: number; etag?: string },
) {
  const { created, page = 1, etag } = options;
  return client.get(
    '/repos/{owner}/{repo}/actions/runs',
    { owner, repo: name, status: 'success', created, per_page: 1, page },
    runsSchema,
    etag,
  );
}

function between(from: number, to: number): string {
  return `${seconds(from)}..${seconds(to)}`;
}

function seconds(time: number): string {
  return new Date(time).toISOString().slice(0, 19).concat('Z');
}
