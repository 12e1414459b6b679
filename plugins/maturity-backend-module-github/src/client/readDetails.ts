// SPDX-License-Identifier: Apache-2.0
import {
  ProviderPartialError,
  withRefusals,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { absenceOf, isRefusal, PROVIDER } from './errors';
import { inHalves, isTooMuch } from './inHalves';
import { PageSize } from './PageSize';
import { missingOf } from './permissions';
import {
  combine,
  deploymentPage,
  GATES,
  repositoriesQuery,
  Selection,
  WORKFLOWS,
} from './queries';
import { pageSize } from '../deployments/pageSize';
import { Details, detailsSchema } from './schema';
import { RepositoryRead, GithubRun } from '../RepositoryRead';

/** What is asked of a repository, without the fields that were refused: one takes the whole repository with it. */
function selectionOf(
  { target, state, refused }: RepositoryRead,
  deployments: number,
): Selection {
  const wantsPage =
    target.rule.recognize === 'deployments' && !refused.has('deployments');
  return combine([
    { text: () => 'id' },
    ...(wantsPage ? [deploymentPage(deployments, state.backfill?.after)] : []),
    ...(refused.has('environments') ? [] : [GATES]),
    ...(refused.has('workflows') ? [] : [WORKFLOWS]),
  ]);
}

/** A repository with its details, or why there are none: one that was deleted meanwhile must not stop the others. @internal */
export type Detailed =
  | { repository: RepositoryRead; details: Details; error?: undefined }
  | { repository: RepositoryRead; error: Error };

/** The first page of deployments, the environments and the workflow files. @internal */
export async function readDetails(
  collectRun: GithubRun,
  repositories: RepositoryRead[],
): Promise<Detailed[]> {
  const found = await inHalves(
    repositories,
    part => askForDetails(collectRun, part),
    (repository, error): Detailed => ({ repository, error }),
  );
  const detailed: Detailed[] = [];
  for (const one of found) {
    const isHeavy = one.error && isTooMuch(one.error);
    detailed.push(isHeavy ? await readSmaller(collectRun, one) : one);
  }
  return detailed;
}

/** Asks about one repository for fewer deployments at once. */
async function readSmaller(
  collectRun: GithubRun,
  found: Detailed,
): Promise<Detailed> {
  const { repository } = found;
  const size = new PageSize(pageSize(repository.state));
  if (!size.lower()) {
    return found;
  }
  try {
    return await size.ask(async first => {
      const [one] = await askForDetails(collectRun, [repository], first);
      if (one.error && isTooMuch(one.error)) {
        throw one.error;
      }
      return one;
    });
  } catch (error) {
    if (!isTooMuch(error)) {
      throw error;
    }
    return { repository, error };
  }
}

async function askForDetails(
  collectRun: GithubRun,
  repositories: RepositoryRead[],
  first?: number,
): Promise<Detailed[]> {
  const { query, variables } = repositoriesQuery(
    'Details',
    repositories.map(repository => ({
      owner: repository.target.owner,
      name: repository.target.name,
      selection: selectionOf(repository, first ?? pageSize(repository.state)),
    })),
  );
  const { data, problems } = await collectRun.client.graphql(query, variables);
  const read: Detailed[] = [];
  const again: RepositoryRead[] = [];
  for (const [index, before] of repositories.entries()) {
    const alias = `r${index}`;
    const own = problems.filter(({ path }) => !path || path[0] === alias);
    const refused = withRefusals(before.refused, missingOf(own));
    const repository = { ...before, refused };
    const trouble = own.find(problem => !isRefusal(problem));
    if (trouble) {
      const error = new ProviderPartialError(PROVIDER, trouble.message);
      read.push({ repository, error });
    } else if (data[alias]) {
      read.push(parse(repository, data[alias]));
    } else if (refused.size > before.refused.size) {
      again.push(repository);
    } else {
      read.push({ repository, error: absenceOf(own) });
    }
  }
  return again.length > 0
    ? [...read, ...(await readDetails(collectRun, again))]
    : read;
}

function parse(repository: RepositoryRead, answer: unknown): Detailed {
  const parsed = detailsSchema.safeParse(answer);
  return parsed.success
    ? { repository, details: parsed.data }
    : { repository, error: parsed.error };
}
