// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  deploymentItems,
  listPatterns,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { PageSize } from '../client/PageSize';
import { deploymentPage, repositoriesQuery } from '../client/queries';
import { DeploymentNode, Details, detailsSchema } from '../client/schema';
import {
  DeploymentsRead,
  ReadDeployments,
  toDeployed,
} from '../deployments/DeploymentsRead';
import { MAX_OPEN, openOf, readOpen } from '../deployments/openDeployments';
import { pageSize } from '../deployments/pageSize';
import {
  Learned,
  readRecords,
  recordContext,
} from '../deployments/readRecords';
import { environmentOf, toDeployment } from '../deployments/toDeployment';
import { Deployed, printState, TargetState } from '../poll/state';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { Target } from '../targets';
import { GithubRecognizer } from './GithubRecognizer';

/** A first read hands over what it has after this many deployments, so that it goes on there after a restart. */
const HAND_OVER_EVERY = 500;

/** Entries of GitHub's Deployments API. @internal */
export const deployments: GithubRecognizer = {
  idPrefix: 'deployment/',
  describe: ({ environments }) =>
    environments.length > 0
      ? `entries of the Deployments API in ${listPatterns(environments)}`
      : 'entries of the Deployments API',
  fingerprint: ({ deployments: found }) => {
    const newest = found?.nodes[0];
    return [found?.totalCount, newest?.id, newest?.latestStatus?.id];
  },
  matches: ({ environment }, { environments }) =>
    environments.length === 0 || matchesAny(environment, environments),
  read: readDeployments,
};

/** What a first read has so far, and where it goes on. */
interface Backfill {
  /** Deployments that were read and not handed over. */
  pending: DeploymentNode[];
  /** Those that were handed over. */
  read: Deployed[];
  /** Of those, what is watched. */
  open: TargetState['open'];
  top: string;
  learned: Learned;
}

async function* readDeployments(
  ...[collectRun, repository, details]: Parameters<ReadDeployments>
): ReturnType<ReadDeployments> {
  const { since, context } = collectRun;
  const { state } = repository;
  const found = yield* readPages(collectRun, repository, details);
  const top = toInstant(found.top);
  const { pending } = found;
  const fresh = pending.filter(
    ({ createdAt }) =>
      state.top === undefined || toInstant(createdAt) >= state.top,
  );
  const inWindow = fresh.filter(
    ({ createdAt }) => toInstant(createdAt) >= since,
  );
  const moved = await readOpen(
    collectRun.client,
    found.open,
    new Set(fresh.map(({ id }) => id)),
  );
  const current = await readRecords(collectRun, repository, {
    details,
    nodes: [...inWindow, ...moved],
    learned: found.learned,
  });
  const { refused, custom, saysWaiting, workflows } = current.learned;
  // Older deployments that came along with a page: the new ones are compared with them.
  const asContext = recordContext(collectRun, repository, { details, custom });
  const before = pending
    .filter(node => !inWindow.includes(node))
    .map(node =>
      toDeployed({
        deployment: toDeployment(node, asContext),
        committedAt: node.commit?.committedDate ?? node.createdAt,
      }),
    );
  const known = new Map(
    [...state.live, ...before, ...found.read, ...current.deployed].map(
      deployed => [deployed.id, deployed] as const,
    ),
  );
  return {
    records: current.records,
    known: [...known.values()],
    wanted: new Set([...found.read, ...current.deployed].map(({ id }) => id)),
    open: openOf(current.open, context.now()),
    top,
    refused,
    learned: { custom, saysWaiting, workflows },
  } satisfies DeploymentsRead;
}

/** Reads back to where the last read began; a first read hands over on its way what it has. */
async function* readPages(
  collectRun: GithubRun,
  repository: RepositoryRead,
  details: Details,
): AsyncGenerator<CollectedItem, Backfill> {
  const { target, state, refused } = repository;
  const floor = state.top ?? collectRun.since;
  let page = details.deployments;
  let found: Backfill = {
    pending: [],
    read: state.backfill?.read ?? [],
    open: state.open,
    top: state.backfill?.top ?? page?.nodes[0]?.createdAt ?? floor,
    learned: {
      refused,
      custom: state.custom,
      saysWaiting: state.saysWaiting,
      workflows: state.workflows,
      asked: new Set(),
    },
  };
  const size = new PageSize(pageSize(state));
  while (page) {
    found = {
      ...found,
      pending: [
        ...found.pending,
        ...page.nodes.filter(node => isRecognized(node, target)),
      ],
    };
    const oldest = page.nodes[page.nodes.length - 1];
    const after = page.pageInfo.endCursor ?? undefined;
    const isEnd = !oldest || toInstant(oldest.createdAt) < floor;
    if (isEnd || !page.pageInfo.hasNextPage || !after) {
      break;
    }
    if (!state.top && found.pending.length >= HAND_OVER_EVERY) {
      found = yield* handOver(collectRun, repository, {
        details,
        found,
        after,
      });
    }
    page = await readPage(collectRun.client, target, size, after);
  }
  return found;
}

async function* handOver(
  collectRun: GithubRun,
  repository: RepositoryRead,
  options: { details: Details; found: Backfill; after: string },
): AsyncGenerator<CollectedItem, Backfill> {
  const { target, state } = repository;
  const { details, found, after } = options;
  const { records, deployed, learned, ...rest } = await readRecords(
    collectRun,
    repository,
    { details, nodes: found.pending, learned: found.learned },
  );
  for (const record of records) {
    yield* deploymentItems(target, record);
  }
  const read = [...found.read, ...deployed];
  // Looked at once more at the end, where it is known which of them are watched.
  const releases = rest.open.filter(({ isPreview }) => !isPreview);
  const open = [
    ...found.open,
    ...openOf(releases, collectRun.context.now()),
  ].slice(0, MAX_OPEN);
  const { custom, saysWaiting, workflows } = learned;
  const backfill = { after, top: found.top, read };
  yield {
    kind: 'watermark',
    key: target.key,
    value: printState({
      ...state,
      custom,
      saysWaiting,
      workflows,
      backfill,
      open,
    }),
  };
  return { ...found, pending: [], read, open, learned };
}

function isRecognized(node: DeploymentNode, { rule }: Target): boolean {
  return (
    rule.environments.length === 0 ||
    matchesAny(environmentOf(node), rule.environments)
  );
}

async function readPage(
  client: GithubClient,
  { owner, name }: Target,
  size: PageSize,
  after: string,
) {
  const { data } = await size.ask(first => {
    const { query, variables } = repositoriesQuery('Deployments', [
      { owner, name, selection: deploymentPage(first, after) },
    ]);
    return client.graphqlWhole(query, variables);
  });
  return detailsSchema.parse(data.r0 ?? {}).deployments;
}

function toInstant(value: string): string {
  return new Date(value).toISOString();
}
