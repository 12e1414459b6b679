// SPDX-License-Identifier: Apache-2.0
import { listPatterns } from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import {
  DeploymentFields,
  Job as PipelineJob,
  jobSchema,
  PipelineFields,
  pipelineSchema,
} from '../client/schema';
import { ReadDeployment, toRead } from '../deployments/readDeployments';
import { readUpdates } from '../deployments/readUpdates';
import { toDeployment } from '../deployments/toDeployment';
import { matchesJob } from '../deployments/waits';
import { repositoryOf, versionAt } from '../pipelines/readPipelineItems';
import { holdingOf } from '../poll/state';
import { Job, Session } from '../Session';
import { GitlabRecognizer } from './GitlabRecognizer';

const MAX_JOB_PAGES = 5;

/** Jobs of pipelines as deployments, by their names. @internal */
export const pipelineJobs: GitlabRecognizer = {
  idPrefix: 'job/',
  describe: ({ jobs: names }) => `runs of the jobs ${listPatterns(names)}`,
  // The pipelines that a poll shows tell of them.
  fingerprint: () => [],
  // What was read before records told their job, and not now, may be of a pipeline that GitLab deleted.
  matches: ({ pipeline }, { jobs: names }) =>
    pipeline?.job === undefined || matchesJob({ name: pipeline.job }, names),
  read: readJobDeployments,
};

/** Each job of that name, also those that were retried: the failed ones are those before. */
async function* readJobDeployments(
  session: Session,
  job: Job,
): AsyncIterable<ReadDeployment[]> {
  const { client, since } = session;
  const { project, state, target } = job;
  const pages = readUpdates(state, since, parameters =>
    client.read(z.array(pipelineSchema), api =>
      api.Pipelines.all(project.id, parameters),
    ),
  );
  for await (const pipelines of pages) {
    const read: ReadDeployment[] = [];
    for (const pipeline of pipelines) {
      const jobs = await readJobs(session, job, pipeline);
      for (const deploying of jobs) {
        const isKnown = state.pending.some(({ id }) => id === idOf(deploying));
        // What was skipped deployed nothing, but nobody waits for it any more.
        if (
          matchesJob(deploying, target.rule.jobs) &&
          (deploying.status !== 'skipped' || isKnown)
        ) {
          read.push(toRecord(job, pipeline, deploying, jobs));
        }
      }
    }
    yield read;
  }
}

async function readJobs(
  { client }: Session,
  job: Job,
  pipeline: PipelineFields,
): Promise<PipelineJob[]> {
  return client.listIfAny(jobSchema, MAX_JOB_PAGES, (api, pages) =>
    api.Jobs.all(job.project.id, {
      pipelineId: pipeline.id,
      includeRetried: true,
      ...pages,
    }),
  );
}

function idOf({ id }: PipelineJob): string {
  return `job/${id}`;
}

function toRecord(
  job: Job,
  pipeline: PipelineFields,
  deploying: PipelineJob,
  jobs: PipelineJob[],
): ReadDeployment {
  const { project, state, target } = job;
  const fields: DeploymentFields = {
    id: deploying.id,
    ref: pipeline.ref,
    sha: pipeline.sha,
    status: deploying.status,
    created_at: deploying.created_at,
    updated_at: pipeline.updated_at,
    environment: { name: target.rule.environment },
    deployable: { ...deploying, pipeline },
  };
  const record = toDeployment(fields, {
    host: target.host,
    repository: repositoryOf(job),
    projectUrl: project.url,
    jobs,
    holding: holdingOf(state),
    resourceFrom: state.pending.find(({ id }) => id === idOf(deploying))
      ?.resourceFrom,
    pipeline: versionAt(state.pipelineVersions, deploying.created_at),
  });
  return toRead(
    { ...record, id: idOf(deploying) },
    deploying.commit?.created_at ?? deploying.created_at,
  );
}
