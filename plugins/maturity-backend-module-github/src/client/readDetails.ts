// SPDX-License-Identifier: Apache-2.0
import { ProviderPartialError } from '@delivery-maturity/backstage-plugin-maturity-node';
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
import { pageSize } from '../recognizers/deployments';
import { Details, detailsSchema } from './schema';
import { Job, Session } from '../Session';

/** What is asked of a repository, without the fields that were refused: one takes the whole repository with it. */
function selectionOf(
  { target, state, missing }: Job,
  deployments: number,
): Selection {
  const wantsPage =
    target.rule.recognize === 'deployments' && !missing.has('deployments');
  return combine([
    { text: () => 'id' },
    ...(wantsPage ? [deploymentPage(deployments, state.backfill?.after)] : []),
    ...(missing.has('environments') ? [] : [GATES]),
    ...(missing.has('workflows') ? [] : [WORKFLOWS]),
  ]);
}

/** A repository with its details, or why there are none: one that was deleted meanwhile must not stop the others. @internal */
export type Detailed =
  | { job: Job; details: Details; error?: undefined }
  | { job: Job; error: Error };

/** The first page of deployments, the environments and the workflow files. @internal */
export async function readDetails(
  session: Session,
  jobs: Job[],
): Promise<Detailed[]> {
  const found = await inHalves(
    jobs,
    part => askForDetails(session, part),
    (job, error): Detailed => ({ job, error }),
  );
  const detailed: Detailed[] = [];
  for (const one of found) {
    const isHeavy = one.error && isTooMuch(one.error);
    detailed.push(isHeavy ? await readSmaller(session, one) : one);
  }
  return detailed;
}

/** Asks about one repository for fewer deployments at once. */
async function readSmaller(
  session: Session,
  found: Detailed,
): Promise<Detailed> {
  const { job } = found;
  const size = new PageSize(pageSize(job.state));
  if (!size.lower()) {
    return found;
  }
  try {
    return await size.ask(async first => {
      const [one] = await askForDetails(session, [job], first);
      if (one.error && isTooMuch(one.error)) {
        throw one.error;
      }
      return one;
    });
  } catch (error) {
    if (!isTooMuch(error)) {
      throw error;
    }
    return { job, error };
  }
}

async function askForDetails(
  session: Session,
  jobs: Job[],
  first?: number,
): Promise<Detailed[]> {
  const { query, variables } = repositoriesQuery(
    'Details',
    jobs.map(job => ({
      owner: job.target.owner,
      name: job.target.name,
      selection: selectionOf(job, first ?? pageSize(job.state)),
    })),
  );
  const { data, problems } = await session.client.graphql(query, variables);
  const read: Detailed[] = [];
  const refused: Job[] = [];
  for (const [index, job] of jobs.entries()) {
    const alias = `r${index}`;
    const known = job.missing.size;
    const own = problems.filter(({ path }) => !path || path[0] === alias);
    missingOf(own).forEach((words, field) => job.missing.set(field, words));
    const trouble = own.find(problem => !isRefusal(problem));
    if (trouble) {
      read.push({
        job,
        error: new ProviderPartialError(PROVIDER, trouble.message),
      });
    } else if (data[alias]) {
      read.push(parse(job, data[alias]));
    } else if (job.missing.size > known) {
      refused.push(job);
    } else {
      read.push({ job, error: absenceOf(own) });
    }
  }
  return refused.length > 0
    ? [...read, ...(await readDetails(session, refused))]
    : read;
}

function parse(job: Job, answer: unknown): Detailed {
  const parsed = detailsSchema.safeParse(answer);
  return parsed.success
    ? { job, details: parsed.data }
    : { job, error: parsed.error };
}
