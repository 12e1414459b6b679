// SPDX-License-Identifier: Apache-2.0
import { listPatterns } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Tag, tagSchema } from '../client/schema';
import { ReadDeployment } from '../deployments/readDeployments';
import {
  MAX_PAGES,
  matchesTags,
  readVersions,
  Version,
} from '../deployments/readVersions';
import { Job, Session } from '../Session';
import { GitlabRecognizer } from './GitlabRecognizer';

/** Tags as deployments: a tag's own date, else that of its commit. @internal */
export const tags: GitlabRecognizer = {
  idPrefix: 'tag/',
  describe: ({ environment, tags: patterns }) =>
    patterns.length > 0
      ? `tags ${listPatterns(patterns)}, to ${environment}`
      : `tags, to ${environment}`,
  // A pushed tag is activity, which every fingerprint has.
  fingerprint: () => [],
  matches: matchesTags,
  read: readTags,
};

async function* readTags(
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
