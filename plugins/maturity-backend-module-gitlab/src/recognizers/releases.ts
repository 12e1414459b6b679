// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  matchesAny,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from '../client/errors';
import { READ_OBSERVATION } from '../deployments/toDeployment';
import { ReadDeployment, toRead } from '../deployments/readDeployments';
import { repositoryOf } from '../pipelines/readPipelineItems';
import { Release, releaseSchema, Tag, tagSchema } from '../client/schema';
import { Job, Session } from '../Session';

/** 10,000 releases or tags. */
const MAX_PAGES = 100;

/** A release or tag as a deployment: published is deployed. */
interface Version {
  id: string;
  name: string;
  at: string;
  revision: string;
  committedAt: string;
  trigger: Deployment['trigger'];
  url: string;
}

/** @internal */
export async function* readReleases(
  session: Session,
  job: Job,
): AsyncIterable<ReadDeployment[]> {
  const { project } = job;
  const now = session.context.now().toISOString();
  const pages = session.client.pages(releaseSchema, MAX_PAGES, (api, page) =>
    api.ProjectReleases.all(project.id, {
      orderBy: 'released_at',
      sort: 'desc',
      ...page,
    }),
  );
  const toVersion = (release: Release): Version[] => {
    const { tag_name: name, released_at: at, commit } = release;
    if (!name) {
      throw new ProviderPermissionError(
        PROVIDER,
        'Releases come without tag and commit',
      );
    }
    return at && at <= now && commit && !release.upcoming_release
      ? [
          {
            id: `release/${project.id}/${name}`,
            name,
            at,
            revision: commit.id,
            committedAt: commit.created_at,
            trigger: 'release',
            url: `${project.url}/-/releases/${encodeURIComponent(name)}`,
          },
        ]
      : [];
  };
  yield* readVersions(
    session,
    job,
    pages,
    toVersion,
    ({ released_at: at }) => at,
  );
}

/** A tag's own date, else that of its commit. @internal */
export async function* readTags(
  session: Session,
  job: Job,
): AsyncIterable<ReadDeployment[]> {
  const { project } = job;
  const atOf = (tag: Tag) => tag.created_at ?? tag.commit.created_at;
  const pages = session.client.pages(tagSchema, MAX_PAGES, (api, page) =>
    api.Tags.all(project.id, { orderBy: 'updated', sort: 'desc', ...page }),
  );
  const toVersion = (tag: Tag): Version[] => [
    {
      id: `tag/${project.id}/${tag.name}`,
      name: tag.name,
      at: atOf(tag),
      revision: tag.commit.id,
      committedAt: tag.commit.created_at,
      trigger: 'push',
      url: `${project.url}/-/tags/${encodeURIComponent(tag.name)}`,
    },
  ];
  yield* readVersions(session, job, pages, toVersion, atOf);
}

/** Newest first, back to where the last read began. What is read again is said again, which changes nothing. */
async function* readVersions<T>(
  { since }: Session,
  job: Job,
  pages: AsyncIterable<T[]>,
  toVersions: (item: T) => Version[],
  atOf: (item: T) => string | undefined,
): AsyncIterable<ReadDeployment[]> {
  const { state, target } = job;
  const floor = state.cursor ?? since;
  const versions: Version[] = [];
  for await (const page of pages) {
    versions.push(...page.flatMap(toVersions));
    const last = page[page.length - 1];
    if (last && (atOf(last) ?? floor) < floor) {
      break;
    }
  }
  const { tags } = target.rule;
  const read = versions
    .filter(
      ({ name, at }) =>
        at >= since && (tags.length === 0 || matchesAny(name, tags)),
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  state.cursor = [floor, ...read.map(({ at }) => at)].sort().pop();
  yield read.map(version => toRecord(job, version));
}

function toRecord(job: Job, version: Version): ReadDeployment {
  const { environment } = job.target.rule;
  return toRead(
    {
      source: job.target.host,
      id: version.id,
      observedAt: version.at,
      observation: READ_OBSERVATION,
      repository: repositoryOf(job),
      service: environment,
      environment,
      revision: version.revision,
      version: version.name,
      finishedAt: version.at,
      outcome: 'succeeded',
      trigger: version.trigger,
      waits: [],
      url: version.url,
    },
    version.committedAt,
  );
}
