// SPDX-License-Identifier: Apache-2.0
import {
  listPatterns,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from '../client/errors';
import { Release, releaseSchema } from '../client/schema';
import { ReadDeployment } from '../deployments/readDeployments';
import {
  MAX_PAGES,
  matchesTags,
  readVersions,
  Version,
} from '../deployments/readVersions';
import { Job, Session } from '../Session';
import { GitlabRecognizer } from './GitlabRecognizer';

/** Releases as deployments: published is deployed. @internal */
export const releases: GitlabRecognizer = {
  idPrefix: 'release/',
  describe: ({ environment, tags }) =>
    tags.length > 0
      ? `releases tagged ${listPatterns(tags)}, to ${environment}`
      : `releases, to ${environment}`,
  fingerprint: ({ newestRelease }) => [newestRelease],
  matches: matchesTags,
  read: readReleases,
};

async function* readReleases(
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
