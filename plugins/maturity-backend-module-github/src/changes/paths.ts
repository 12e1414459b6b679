// SPDX-License-Identifier: Apache-2.0
import {
  namedPlaces,
  OwnCommit,
  ownCommits,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { PageSize } from '../client/PageSize';
import { historiesOfPaths, repositoriesQuery } from '../client/queries';
import { pathHistoriesSchema } from '../client/schema';
import { Target } from '../targets';

/** Of one path. */
const MAX_COMMITS = 20_000;
const PATHS_PER_QUERY = 20;

/**
 * Which commits of the default branch are whose, where entities of one repository name their paths.
 *
 * @remarks
 * GitHub lists the commits of a folder or file, so one request answers for a hundred of them, however many deployments
 * there are; it lists those of the default branch.
 *
 * @returns nothing for an entity that names no paths: every commit is its own
 * @internal
 */
export async function readOwnCommits(
  client: GithubClient,
  target: Target,
  options: { since: string; onDefaultBranch: ReadonlySet<string> },
): Promise<Map<string, OwnCommit>> {
  const places = namedPlaces(target.entities);
  const wanted = [...new Set([...places.values()].flat())];
  const touching = new Map<string, Set<string>>();
  for (let from = 0; from < wanted.length; from += PATHS_PER_QUERY) {
    const part = wanted.slice(from, from + PATHS_PER_QUERY);
    for (const [path, revisions] of await readPaths(
      client,
      target,
      options.since,
      part,
    )) {
      touching.set(path, revisions);
    }
  }
  return ownCommits(places, { listed: options.onDefaultBranch, touching });
}

async function readPaths(
  client: GithubClient,
  target: Target,
  since: string,
  paths: string[],
): Promise<Map<string, Set<string>>> {
  const found = new Map(paths.map(path => [path, new Set<string>()]));
  let open = paths.map((path, index) => ({
    alias: `p${index}`,
    path,
    after: undefined as string | undefined,
  }));
  const size = new PageSize();
  for (let read = 0; open.length > 0; read += size.first) {
    if (read >= MAX_COMMITS) {
      // What was not read to the end tells nothing of the rest.
      open.forEach(({ path }) => found.delete(path));
      break;
    }
    const asked = open;
    const { data } = await size.ask(first => {
      const { query, variables } = repositoriesQuery('Paths', [
        {
          owner: target.owner,
          name: target.name,
          selection: historiesOfPaths(since, asked, first),
        },
      ]);
      return client.graphqlWhole(query, variables);
    });
    const histories = pathHistoriesSchema.nullish().parse(data.r0)
      ?.defaultBranchRef?.target;
    open = open.flatMap(part => {
      const history = histories?.[part.alias];
      if (!history) {
        found.delete(part.path);
        return [];
      }
      history.nodes.forEach(({ oid }) => found.get(part.path)?.add(oid));
      const after = history.pageInfo.endCursor ?? undefined;
      return history.pageInfo.hasNextPage && after ? [{ ...part, after }] : [];
    });
  }
  return found;
}
