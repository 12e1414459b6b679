// SPDX-License-Identifier: Apache-2.0
import { absenceOf, GithubPartialError, isRefusal } from './client/errors';
import { inHalves } from './client/inHalves';
import { missingOf } from './permissions';
import {
  combine,
  deploymentPage,
  GATES,
  repositoriesQuery,
  Selection,
  WORKFLOWS,
} from './queries';
import { pageSize } from './readDeployments';
import { Details, detailsSchema } from './schema';
import { Job, Session } from './Session';

/** What is asked of a repository, without the fields that were refused: one takes the whole repository with it. */
function selectionOf({ target, state, missing }: Job): Selection {
  const wantsPage =
    target.rule.recognize === 'deployments' && !missing.has('deployments');
  return combine([
    { text: () => 'id' },
    ...(wantsPage
      ? [deploymentPage(pageSize(state), state.backfill?.after)]
      : []),
    ...(missing.has('environments') ? [] : [GATES]),
    ...(missing.has('workflows') ? [] : [WORKFLOWS]),
  ]);
}

/** A repository with its details, or why there are none: one that was deleted meanwhile must not stop the others. @internal */
export type Detailed =
  | { job: Job; details: Details; error?: undefined }
  | { job: Job; error: Error };

/** The first page of deployments, the environments and the workflow files. @internal */
export function readDetails(
  session: Session,
  jobs: Job[],
): Promise<Detailed[]> {
  return inHalves(
    jobs,
    part => askForDetails(session, part),
    (job, error) => ({ job, error }),
  );
}

async function askForDetails(
  session: Session,
  jobs: Job[],
): Promise<Detailed[]> {
  const { query, variables } = repositoriesQuery(
    'Details',
    jobs.map(job => ({
      owner: job.target.owner,
      name: job.target.name,
      selection: selectionOf(job),
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
      read.push({ job, error: new GithubPartialError(trouble.message) });
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
