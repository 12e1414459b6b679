// SPDX-License-Identifier: Apache-2.0
import {
  listPatterns,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { tagPage } from '../client/queries';
import { TagNode, tagPageSchema } from '../client/schema';
import { DatedDeployment } from '../deployments/DeploymentsRead';
import { tagTimes } from '../deployments/tagTimes';
import {
  isNamed,
  readVersionDeployments,
  versionDeployment,
} from '../deployments/versionDeployments';
import { Target } from '../targets';
import { GithubRecognizer } from './GithubRecognizer';

/** Tags as deployments: a tag's own date, else that of its commit. @internal */
export const tags: GithubRecognizer = {
  idPrefix: 'tag/',
  describe: ({ environment, tags: patterns }) =>
    patterns.length > 0
      ? `tags ${listPatterns(patterns)}, to ${environment}`
      : `tags, to ${environment}`,
  fingerprint: ({ pushedAt }) => [pushedAt],
  matches: ({ version }, { tags: patterns }) =>
    patterns.length === 0 || matchesAny(version ?? '', patterns),
  read: readVersionDeployments('refs', {
    select: tagPage,
    parse(answer, since) {
      const page = tagPageSchema.parse(answer).refs;
      const oldest = page && tagTimes(page.nodes[page.nodes.length - 1]);
      return {
        pageInfo: page?.pageInfo ?? { hasNextPage: false },
        nodes: page?.nodes ?? [],
        isEnd: Boolean(oldest && oldest.at < since),
      };
    },
    toDeployments: (tag, target) =>
      isNamed(tag.name, target.rule) ? fromTag(tag, target) : [],
  }),
};

/** @internal */
export function fromTag(tag: TagNode, target: Target): DatedDeployment[] {
  const times = tagTimes(tag);
  if (!times) {
    return [];
  }
  const { host, path } = target;
  const name = encodeURIComponent(tag.name);
  return [
    {
      committedAt: times.committedAt,
      deployment: {
        ...versionDeployment(target, times.at, times.revision),
        id: `tag/${path}/${tag.name}`,
        version: tag.name,
        trigger: 'push',
        url: `https://${host}/${path}/tree/${name}`,
      },
    },
  ];
}
