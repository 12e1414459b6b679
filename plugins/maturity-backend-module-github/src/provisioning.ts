// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  Provisioning,
  resolveTier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { GithubClient } from './client/GithubClient';
import { GithubNotFoundError } from './client/errors';
import { READ_OBSERVATION } from './deployments';
import { Probe, runsSchema } from './schema';
import { Target } from './targets';

/** GitHub answers at most 1,000 runs to a filtered list. */
const MAX_LISTED = 1000;

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
): Promise<string | undefined> {
  const read = async (from: number, to: number, page = 1) => {
    const answer = await client.get(
      '/repos/{owner}/{repo}/actions/runs',
      {
        owner: target.owner,
        repo: target.name,
        status: 'success',
        created: `${seconds(from)}..${seconds(to)}`,
        per_page: 1,
        page,
      },
      runsSchema,
    );
    return answer.status === 'ok' ? answer.data : undefined;
  };
  try {
    let from = Date.parse(times.createdAt);
    let to = times.now.getTime();
    let newest = await read(from, to);
    while ((newest?.total_count ?? 0) > MAX_LISTED) {
      const middle = Math.floor((from + to) / 2);
      if (middle - from < 1000) {
        return undefined;
      }
      const earlier = await read(from, middle);
      if (earlier?.total_count) {
        newest = earlier;
        to = middle;
      } else {
        from = middle;
        newest = await read(from, to);
      }
    }
    const total = newest?.total_count ?? 0;
    const oldest = total > 1 ? await read(from, to, total) : newest;
    const at = oldest?.workflow_runs[0]?.updated_at;
    return at && new Date(at).toISOString();
  } catch (error) {
    if (error instanceof GithubNotFoundError) {
      return undefined;
    }
    throw error;
  }
}

function seconds(time: number): string {
  return new Date(time).toISOString().slice(0, 19).concat('Z');
}

/** The end of the first succeeded production deployment. @internal */
export function firstProduction(
  deployments: Pick<
    Deployment,
    'environment' | 'tier' | 'outcome' | 'finishedAt'
  >[],
): string | undefined {
  return deployments
    .filter(
      ({ environment, tier, outcome }) =>
        outcome === 'succeeded' &&
        resolveTier(environment, tier) === 'production',
    )
    .flatMap(({ finishedAt }) => finishedAt ?? [])
    .sort()[0];
}

/** A repository's creation as a request: the first thing that was seen of the service, not the request itself. @internal */
export function toProvisioning(
  probe: Probe,
  target: Target,
  times: { firstGreenBuildAt?: string; firstDeploymentAt?: string },
): Provisioning {
  const createdAt = new Date(probe.createdAt).toISOString();
  return {
    source: target.host,
    id: `repository/${probe.id}`,
    observedAt: [createdAt, ...Object.values(times)].sort().reverse()[0],
    observation: READ_OBSERVATION,
    repository: `${target.host}/${target.owner}/${target.name}`,
    subject: 'service',
    requestedAt: createdAt,
    requestBasis: 'repository',
    repositoryAt: createdAt,
    ...times,
    url: probe.url,
  };
}
