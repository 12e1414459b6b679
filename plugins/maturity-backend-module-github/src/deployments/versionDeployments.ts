// SPDX-License-Identifier: Apache-2.0
import {
  matchesAny,
  readPart,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { absenceOf } from '../client/errors';
import { GithubClient } from '../client/GithubClient';
import { PageSize } from '../client/PageSize';
import { repositoriesQuery, Selection } from '../client/queries';
import { RecognitionRule } from '../config';
import { Target } from '../targets';
import { DatedDeployment, ReadDeployments } from './DeploymentsRead';
import { summarizeDeployments } from './summarizeDeployments';
import { READ_OBSERVATION } from './toDeployment';

/** Releases or tags of one repository that are read. */
const MAX_VERSIONS = 10_000;

interface VersionPage<T> {
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  nodes: T[];
  /** Whether what follows is older than what is asked for. */
  isEnd: boolean;
}

/** How releases, or tags, are asked for and what they say. */
interface VersionReader<T> {
  select(after?: string, first?: number): Selection;
  parse(answer: unknown, since: string): VersionPage<T>;
  /** None where it does not count. */
  toDeployments(version: T, target: Target): DatedDeployment[];
}

/**
 * Reads releases or tags as deployments.
 *
 * @param field - of GitHub's API, by which a refusal is told
 * @internal
 */
export function readVersionDeployments<T>(
  field: string,
  reader: VersionReader<T>,
): ReadDeployments {
  return async function* read({ client, since }, { refused, state, target }) {
    // Published later than created, so what is read again is said again: it changes nothing.
    const floor = state.top ?? since;
    const found = await readPart(field, refused, () =>
      readPages(client, target, reader, floor),
    );
    const versions = found.value ?? [];
    return summarizeDeployments(
      {
        read: versions.flatMap(one => reader.toDeployments(one, target)),
        context: [],
        open: [],
      },
      { state, since, refused: found.refused },
    );
  };
}

async function readPages<T>(
  client: GithubClient,
  { owner, name }: Target,
  { select, parse }: VersionReader<T>,
  since: string,
): Promise<T[]> {
  const found: T[] = [];
  let after: string | undefined;
  const size = new PageSize();
  while (found.length < MAX_VERSIONS) {
    const from = after;
    const { data, problems } = await size.ask(first => {
      const { query, variables } = repositoriesQuery('Versions', [
        { owner, name, selection: select(from, first) },
      ]);
      return client.graphqlWhole(query, variables);
    });
    if (problems.length > 0) {
      throw absenceOf(problems);
    }
    const page = parse(data.r0, since);
    found.push(...page.nodes);
    after = page.pageInfo.endCursor ?? undefined;
    if (page.isEnd || !page.pageInfo.hasNextPage || !after) {
      break;
    }
  }
  return found;
}

/** Whether the name of a version is one of those that count. @internal */
export function isNamed(name: string, { tags }: RecognitionRule): boolean {
  return tags.length === 0 || matchesAny(name, tags);
}

/** What the deployments of all versions have in common. @internal */
export function versionDeployment(
  { host, path, rule }: Target,
  at: string,
  revision: string,
) {
  const instant = new Date(at).toISOString();
  return {
    source: host,
    observedAt: instant,
    observation: READ_OBSERVATION,
    repository: `${host}/${path}`,
    service: rule.environment,
    environment: rule.environment,
    revision,
    finishedAt: instant,
    outcome: 'succeeded' as const,
    waits: [],
  };
}
