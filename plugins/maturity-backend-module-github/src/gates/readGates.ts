// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { GithubClient } from '../client/GithubClient';
import { inHalves } from '../client/inHalves';
import { environmentPage, GATES, repositoriesQuery } from '../client/queries';
import { Details, detailsSchema, Environments } from '../client/schema';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { Target } from '../targets';

/** 2,020 environments. */
const MAX_PAGES = 20;

/** All environments of a repository; the first ones came with its details. @internal */
export async function withAllEnvironments(
  client: GithubClient,
  { owner, name }: Target,
  details: Details,
): Promise<Details> {
  let page = details.environments;
  if (!page?.pageInfo.hasNextPage) {
    return details;
  }
  const first = page;
  const found = [...page.nodes];
  for (let count = 0; count < MAX_PAGES; count++) {
    const after = page?.pageInfo.endCursor;
    if (!page?.pageInfo.hasNextPage || !after) {
      break;
    }
    const { query, variables } = repositoriesQuery('Environments', [
      { owner, name, selection: environmentPage(after) },
    ]);
    const { data } = await client.graphqlWhole(query, variables);
    page = detailsSchema.parse(data.r0 ?? {}).environments;
    found.push(...(page?.nodes ?? []));
  }
  return { ...details, environments: { ...first, nodes: found } };
}

/** The repositories whose protection rules are not what they were; one query for all, since rules carry no date. @internal */
export async function findChangedGates(
  { client }: GithubRun,
  repositories: RepositoryRead[],
): Promise<Set<RepositoryRead>> {
  const changed = new Set<RepositoryRead>();
  if (repositories.length === 0) {
    return changed;
  }
  const data = await askForGates(client, repositories);
  for (const [index, repository] of repositories.entries()) {
    const answer = detailsSchema.nullish().parse(data[index]);
    const environments = answer?.environments;
    if (
      environments?.pageInfo.hasNextPage ||
      gatesFingerprint(environments) !== repository.state.gates
    ) {
      changed.add(repository);
    }
  }
  return changed;
}

/** The environments of each repository. */
function askForGates(
  client: GithubClient,
  repositories: RepositoryRead[],
): Promise<unknown[]> {
  return inHalves(repositories, async part => {
    const { query, variables } = repositoriesQuery(
      'Gates',
      part.map(({ target: { owner, name } }) => ({
        owner,
        name,
        selection: GATES,
      })),
    );
    const { data } = await client.graphql(query, variables);
    return part.map((_, index) => data[`r${index}`]);
  });
}

/** Equal for equal protection rules. @internal */
export function gatesFingerprint(
  environments: Environments | null | undefined,
): string {
  const nodes = environments && [...environments.nodes];
  nodes?.sort((a, b) => (a.name < b.name ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(nodes ?? 'unknown'))
    .digest('hex')
    .slice(0, 16);
}
