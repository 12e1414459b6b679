// SPDX-License-Identifier: Apache-2.0
import { entitySources } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorEntity } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { PageSize } from '../client/PageSize';
import { historiesOfPaths, repositoriesQuery } from '../client/queries';
import { pathHistoriesSchema } from '../client/schema';
import { Target } from '../targets';

/** Of one path. */
const MAX_COMMITS = 20_000;
const PATHS_PER_QUERY = 20;

/** Whether a commit is an entity's own. @internal */
export type OwnCommit = (revision: string) => boolean;

/**
 * Which commits of the default branch are whose, where entities of one repository name their paths.
 *
 * @remarks
 * GitHub lists the commits of a folder or file, so one request answers for a hundred of them, however many deployments
 * there are. It knows no patterns: of those the part before the first `*` counts. Commits outside the default branch
 * are everybody's, since nothing tells whose they are.
 *
 * @returns nothing for an entity that names no paths: every commit is its own
 * @internal
 */
export async function readOwnCommits(
  client: GithubClient,
  target: Target,
  options: { since: string; onDefaultBranch: ReadonlySet<string> },
): Promise<Map<string, OwnCommit>> {
  const places = new Map(
    target.entities.flatMap(entity => {
      const paths = placesOf(entity);
      return paths.length > 0 ? [[entity.entityRef, paths] as const] : [];
    }),
  );
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
  return new Map(
    [...places].map(([entityRef, paths]) => [
      entityRef,
      revision =>
        !options.onDefaultBranch.has(revision) ||
        paths.some(path => touching.get(path)?.has(revision) ?? true),
    ]),
  );
}

/** The folders and files that an entity names. One that names everything names nothing. */
function placesOf({ entity }: CollectorEntity): string[] {
  const places = entitySources(entity).paths.map(pattern => {
    const star = pattern.indexOf('*');
    const place =
      star < 0 ? pattern : pattern.slice(0, pattern.lastIndexOf('/', star) + 1);
    return place.replace(/\/+$/, '');
  });
  return places.includes('') ? [] : [...new Set(places)];
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
