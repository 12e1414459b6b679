// SPDX-License-Identifier: Apache-2.0
import {
  chunk,
  ProviderNotFoundError,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { ENTRY_FILE } from '../pipelines/pipelineFiles';
import {
  Job as PipelineJob,
  jointJobSchema,
  togetherSchema,
} from '../client/schema';
import { Job, Session } from '../Session';

/** What is asked of one project. @internal */
export interface Asked {
  job: Job;
  /** Whether the pipeline file is the one that was read. */
  entry: boolean;
  /** Numbers of pipelines within the project, of which the jobs are asked. */
  pipelines: string[];
}

/** GitLab allows a question a complexity of 250; the jobs of a pipeline have 23, the entry of a project 8. */
const PIPELINES_TOGETHER = 8;
const PROJECTS_TOGETHER = 7;
const JOBS = 50;
const QUESTION = 'together';

const JOBS_FIELDS = `fragment Jobs on Pipeline {
  id
  jobs(first: ${JOBS}, retried: false, jobKind: BUILD) {
    pageInfo { hasNextPage }
    nodes {
      id name status stage { name } createdAt startedAt finishedAt queuedDuration allowFailure
    }
  }
}`;

/**
 * Reads the jobs of several pipelines, and what changed the pipeline files of several projects last, in one request.
 * REST needs one for each. What is not found out this way, as on hosts that are too old for the question, is asked one
 * by one by those who need it.
 *
 * @internal
 */
export async function prefetchJobs(
  session: Session,
  asked: Asked[],
): Promise<void> {
  for (const batch of batches(asked)) {
    if (session.refused.has(QUESTION)) {
      return;
    }
    try {
      await readBatch(session, batch);
    } catch (error) {
      if (
        !(error instanceof ProviderNotFoundError) &&
        !(error instanceof ProviderPermissionError)
      ) {
        throw error;
      }
      session.refused.add(QUESTION);
      session.context.logger.debug('GitLab refuses to answer together', {
        host: session.client.host,
        words: error.message,
      });
    }
  }
}

function batches(asked: Asked[]): Asked[][] {
  const parts = asked.flatMap(({ job, entry, pipelines }) => {
    const groups = chunk([...new Set(pipelines)], PIPELINES_TOGETHER);
    return groups.length > 0
      ? groups.map((group, index) => ({
          job,
          entry: entry && index === 0,
          pipelines: group,
        }))
      : [{ job, entry, pipelines: [] }];
  });
  const result: Asked[][] = [];
  let weight = 0;
  for (const part of parts.filter(one => one.entry || one.pipelines.length)) {
    weight += part.pipelines.length;
    const last = result[result.length - 1];
    if (
      last &&
      weight <= PIPELINES_TOGETHER &&
      last.length < PROJECTS_TOGETHER
    ) {
      last.push(part);
    } else {
      result.push([part]);
      weight = part.pipelines.length;
    }
  }
  return result;
}

async function readBatch(session: Session, batch: Asked[]): Promise<void> {
  const declared: string[] = [];
  const variables: Record<string, string> = {};
  const declare = (name: string, type: string, value: string) => {
    declared.push(`$${name}: ${type}`);
    variables[name] = value;
    return `$${name}`;
  };
  const selections = batch.map(({ job, entry, pipelines }, index) => {
    const { path, ciConfigPath, defaultBranch } = job.project;
    const file = declareFile(ciConfigPath);
    const parts = pipelines.map((iid, number) => {
      const name = declare(`p${index}_${number}`, 'ID!', iid);
      return `p${number}: pipeline(iid: ${name}) { ...Jobs }`;
    });
    if (entry && file) {
      const at = declare(`f${index}`, 'String!', file);
      const ref = declare(`r${index}`, 'String!', defaultBranch ?? 'HEAD');
      parts.push(
        `repository { tree(path: ${at}, ref: ${ref}) { lastCommit { sha } } }`,
      );
    }
    const project = declare(`n${index}`, 'ID!', path);
    return `n${index}: project(fullPath: ${project}) { id ${parts.join(' ')} }`;
  });
  const wantsJobs = batch.some(({ pipelines }) => pipelines.length > 0);
  const answer = await session.client.graphql(
    `query Together(${declared.join(', ')}) {\n  ${selections.join('\n  ')}\n}${
      wantsJobs ? `\n${JOBS_FIELDS}` : ''
    }`,
    variables,
    togetherSchema,
  );
  for (const [index, { job, pipelines }] of batch.entries()) {
    const found = answer[`n${index}`];
    const commit = found?.repository?.tree?.lastCommit?.sha;
    if (commit) {
      job.known.entryCommit = commit;
    }
    for (const [number, iid] of pipelines.entries()) {
      const pipeline = jointJobSchema.safeParse(found?.[`p${number}`]).data;
      if (pipeline && !pipeline.jobs.pageInfo.hasNextPage) {
        job.known.jobs.set(iid, pipeline.jobs.nodes);
      }
    }
  }
}

/** A file in another project or at an address has no commit here. */
function declareFile(configPath: string | undefined): string | undefined {
  const path = configPath || ENTRY_FILE;
  return /^https?:\/\/|@/.test(path) ? undefined : path;
}

/** The jobs of a deployment's pipeline, where they were read together and not before the deployment was. @internal */
export function knownJobs(
  { known }: Job,
  deploying: PipelineJob,
): PipelineJob[] | undefined {
  const jobs = known.jobs.get(String(deploying.pipeline?.iid));
  return jobs?.some(
    ({ id, status }) => id === deploying.id && status === deploying.status,
  )
    ? jobs
    : undefined;
}
