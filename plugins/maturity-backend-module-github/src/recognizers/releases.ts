// SPDX-License-Identifier: Apache-2.0
import {
  listPatterns,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { releasePage } from '../client/queries';
import { ReleaseNode, releasePageSchema } from '../client/schema';
import { RecognitionRule } from '../config';
import { DatedDeployment } from '../deployments/DeploymentsRead';
import {
  isNamed,
  readVersionDeployments,
  versionDeployment,
} from '../deployments/versionDeployments';
import { Target } from '../targets';
import { GithubRecognizer } from './GithubRecognizer';

/** Releases as deployments: published is deployed. @internal */
export const releases: GithubRecognizer = {
  idPrefix: 'release/',
  describe: ({ environment, prereleases, tags }) =>
    [
      'releases',
      tags.length > 0 && ` tagged ${listPatterns(tags)}`,
      prereleases && ', pre-releases too',
      `, to ${environment}`,
    ]
      .filter(Boolean)
      .join(''),
  fingerprint: ({ releases: found }) => {
    const newest = found?.nodes[0];
    return [found?.totalCount, newest?.tagName, newest?.publishedAt];
  },
  matches: ({ version }, { tags }) =>
    tags.length === 0 || matchesAny(version ?? '', tags),
  read: readVersionDeployments('releases', {
    select: releasePage,
    parse(answer, since) {
      const page = releasePageSchema.parse(answer).releases;
      const oldest = page.nodes[page.nodes.length - 1];
      return {
        ...page,
        isEnd: oldest !== undefined && oldest.createdAt < since,
      };
    },
    toDeployments: (release, target) =>
      counts(release, target.rule) ? fromRelease(release, target) : [],
  }),
};

function counts(release: ReleaseNode, rule: RecognitionRule): boolean {
  return (
    !release.isDraft &&
    (rule.prereleases || !release.isPrerelease) &&
    isNamed(release.tagName, rule)
  );
}

/** @internal */
export function fromRelease(
  release: ReleaseNode,
  target: Target,
): DatedDeployment[] {
  const { publishedAt, tagCommit, databaseId, tagName } = release;
  if (!publishedAt || !tagCommit) {
    return [];
  }
  return [
    {
      committedAt: tagCommit.committedDate,
      deployment: {
        ...versionDeployment(target, publishedAt, tagCommit.oid),
        id: `release/${databaseId ?? tagName}`,
        version: tagName,
        trigger: 'release',
        url: release.url,
      },
    },
  ];
}
