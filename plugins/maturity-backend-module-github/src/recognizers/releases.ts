// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { matchesAny } from '@delivery-maturity/backstage-plugin-maturity-node';
import { absenceOf } from '../client/errors';
import { GithubClient } from '../client/GithubClient';
import { PageSize } from '../client/PageSize';
import { RecognitionRule } from '../config';
import { READ_OBSERVATION } from '../deployments/toDeployment';
import {
  releasePage,
  repositoriesQuery,
  Selection,
  tagPage,
} from '../client/queries';
import {
  ReleaseNode,
  releasePageSchema,
  TagNode,
  tagPageSchema,
} from '../client/schema';
import { Target } from '../targets';

/** Releases or tags of one repository that are read. */
const MAX_VERSIONS = 10_000;

/** A deployment with when its revision was committed, which tells how much history it needs. @internal */
export interface DatedDeployment {
  deployment: Deployment;
  committedAt: string;
}

/** Releases as deployments: published is deployed. @internal */
export async function readReleases(
  client: GithubClient,
  target: Target,
  since: string,
): Promise<DatedDeployment[]> {
  const nodes = await readPages(client, target, releasePage, answer => {
    const page = releasePageSchema.parse(answer).releases;
    const oldest = page.nodes[page.nodes.length - 1];
    return { ...page, done: oldest !== undefined && oldest.createdAt < since };
  });
  return nodes
    .filter(release => counts(release, target.rule))
    .flatMap(release => fromRelease(release, target));
}

/** Tags as deployments: a tag's own date, else that of its commit. @internal */
export async function readTags(
  client: GithubClient,
  target: Target,
  since: string,
): Promise<DatedDeployment[]> {
  const nodes = await readPages(client, target, tagPage, answer => {
    const page = tagPageSchema.parse(answer).refs;
    const oldest = page && tagTimes(page.nodes[page.nodes.length - 1]);
    return {
      pageInfo: page?.pageInfo ?? { hasNextPage: false },
      nodes: page?.nodes ?? [],
      done: oldest !== undefined && oldest !== null && oldest.at < since,
    };
  });
  return nodes
    .filter(({ name }) => isNamed(name, target.rule))
    .flatMap(tag => fromTag(tag, target));
}

async function readPages<T>(
  client: GithubClient,
  target: Target,
  select: (after?: string, first?: number) => Selection,
  parse: (answer: unknown) => {
    pageInfo: { hasNextPage: boolean; endCursor?: string | null };
    nodes: T[];
    done: boolean;
  },
): Promise<T[]> {
  const found: T[] = [];
  let after: string | undefined;
  const size = new PageSize();
  while (found.length < MAX_VERSIONS) {
    const from = after;
    const { data, problems } = await size.ask(first => {
      const { owner, name } = target;
      const { query, variables } = repositoriesQuery('Versions', [
        { owner, name, selection: select(from, first) },
      ]);
      return client.graphqlWhole(query, variables);
    });
    if (problems.length > 0) {
      throw absenceOf(problems);
    }
    const page = parse(data.r0);
    found.push(...page.nodes);
    after = page.pageInfo.endCursor ?? undefined;
    if (page.done || !page.pageInfo.hasNextPage || !after) {
      break;
    }
  }
  return found;
}

function isNamed(name: string, rule: RecognitionRule): boolean {
  return rule.tags.length === 0 || matchesAny(name, rule.tags);
}

function counts(release: ReleaseNode, rule: RecognitionRule): boolean {
  return (
    !release.isDraft &&
    release.publishedAt !== null &&
    release.publishedAt !== undefined &&
    (rule.prereleases || !release.isPrerelease) &&
    isNamed(release.tagName, rule)
  );
}

function base(target: Target, at: string, revision: string) {
  const { host, owner, name, rule } = target;
  const instant = new Date(at).toISOString();
  return {
    source: host,
    observedAt: instant,
    observation: READ_OBSERVATION,
    repository: `${host}/${owner}/${name}`,
    service: rule.environment,
    environment: rule.environment,
    revision,
    finishedAt: instant,
    outcome: 'succeeded' as const,
    waits: [],
  };
}

function fromRelease(release: ReleaseNode, target: Target): DatedDeployment[] {
  const { publishedAt, tagCommit, databaseId, tagName } = release;
  if (!publishedAt || !tagCommit) {
    return [];
  }
  return [
    {
      committedAt: tagCommit.committedDate,
      deployment: {
        ...base(target, publishedAt, tagCommit.oid),
        id: `release/${databaseId ?? tagName}`,
        version: tagName,
        trigger: 'release',
        url: release.url,
      },
    },
  ];
}

/** The commit of a tag and when the tag was set. @internal */
export function tagTimes(
  tag: TagNode | undefined,
): { revision: string; at: string; committedAt: string } | undefined {
  const target = tag?.target;
  const commit = target?.target ?? target;
  if (!target || !commit?.committedDate) {
    return undefined;
  }
  return {
    revision: commit.oid,
    at: target.tagger?.date ?? commit.committedDate,
    committedAt: commit.committedDate,
  };
}

function fromTag(tag: TagNode, target: Target): DatedDeployment[] {
  const times = tagTimes(tag);
  if (!times) {
    return [];
  }
  const { host, owner, name } = target;
  return [
    {
      committedAt: times.committedAt,
      deployment: {
        ...base(target, times.at, times.revision),
        id: `tag/${owner}/${name}/${tag.name}`,
        version: tag.name,
        trigger: 'push',
        url: `https://${host}/${owner}/${name}/tree/${encodeURIComponent(
          tag.name,
        )}`,
      },
    },
  ];
}
