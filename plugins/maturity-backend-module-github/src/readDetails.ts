// SPDX-License-Identifier: Apache-2.0
import { GithubNotFoundError, GithubOutageError } from './client/errors';
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

/** The first page of deployments, the environments and the workflow files. Too heavy a query is halved. @internal */
export async function readDetails(
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
  try {
    const { data, problems } = await session.client.graphql(query, variables);
    const read: Detailed[] = [];
    const refused: Job[] = [];
    for (const [index, job] of jobs.entries()) {
      const alias = `r${index}`;
      const known = job.missing.size;
      missingOf(problems.filter(({ path }) => path?.[0] === alias)).forEach(
        (words, field) => job.missing.set(field, words),
      );
      if (data[alias]) {
        read.push({ job, details: detailsSchema.parse(data[alias]) });
      } else if (job.missing.size > known) {
        refused.push(job);
      } else {
        const gone = problems.find(({ path }) => path?.[0] === alias);
        read.push({
          job,
          error: new GithubNotFoundError(
            gone?.message ?? 'The repository was not found',
          ),
        });
      }
    }
    return refused.length > 0
      ? [...read, ...(await readDetails(session, refused))]
      : read;
  } catch (error) {
    const timedOut =
      error instanceof GithubOutageError && error.isTimeout && jobs.length > 1;
    if (!timedOut) {
      throw error;
    }
    const middle = Math.ceil(jobs.length / 2);
    return [
      ...(await readDetails(session, jobs.slice(0, middle))),
      ...(await readDetails(session, jobs.slice(middle))),
    ];
  }
}
