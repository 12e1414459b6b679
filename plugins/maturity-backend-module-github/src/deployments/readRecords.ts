// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  environmentKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  readPart,
  Refusals,
  withRefusals,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { MORE_STATUSES } from '../client/queries';
import {
  DeploymentNode,
  deploymentNodeSchema,
  Details,
} from '../client/schema';
import { environmentGates } from '../gates/gates';
import { CustomRules, readCustomRules } from '../gates/readCustomRules';
import { Deployed } from '../poll/state';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { toDeployed } from './DeploymentsRead';
import { Open, toOpen } from './openDeployments';
import { readReviews } from './readReviews';
import { readRuns } from './readRuns';
import {
  environmentOf,
  mayHaveBeenHeld,
  runIdOf,
  toDeployment,
  wasHeld,
} from './toDeployment';

/** Workflow files that are remembered to deploy. */
const MAX_WORKFLOWS = 100;

/** What reading deployments brings to light of their repository; what is read next goes on from it. @internal */
export interface Learned extends CustomRules {
  refused: Refusals;
  /** Whether the host has ever said that a deployment was held. */
  saysWaiting?: boolean;
  /** Workflow files whose runs deploy. */
  workflows: string[];
}

/** @internal */
export interface RecordsRead {
  records: Deployment[];
  deployed: Deployed[];
  open: Open[];
  learned: Learned;
}

/** Deployments as records, with the runs and the decisions behind them. @internal */
export async function readRecords(
  collectRun: GithubRun,
  repository: RepositoryRead,
  options: { details: Details; nodes: DeploymentNode[]; learned: Learned },
): Promise<RecordsRead> {
  const { client, context } = collectRun;
  const { target } = repository;
  const { details } = options;
  const nodes = await Promise.all(
    options.nodes.map(node => withAllStatuses(client, node)),
  );
  const rules = await readCustomRules(client, target, {
    details,
    nodes,
    known: options.learned,
  });
  const asRecord = recordContext(collectRun, repository, {
    details,
    custom: rules.custom,
  });
  const saysWaiting = options.learned.saysWaiting || nodes.some(wasHeld);
  const runs = await readPart('runs', rules.refused, () =>
    readRuns(client, target, wantedRuns(nodes)),
  );
  const runOf = (node: DeploymentNode) => runs.value?.get(runIdOf(node) ?? 0);
  const { reviews, refused } = await readReviews(
    client,
    // Others have none.
    nodes
      .filter(
        node =>
          wasHeld(node) ||
          (!saysWaiting &&
            mayHaveBeenHeld(
              node,
              asRecord.gates?.get(environmentKey(environmentOf(node))),
            )),
      )
      .flatMap(node => runOf(node) ?? []),
  );
  const read = nodes.map(node => {
    const run = runOf(node);
    const record = toDeployment(node, {
      ...asRecord,
      run,
      reviews: run && reviews.get(run.node_id),
    });
    return { node, record, open: toOpen(node, record, run, context.now()) };
  });
  const records = read.map(({ record }) => record);
  const paths = records.flatMap(({ pipeline }) => pipeline?.path ?? []);
  return {
    records,
    deployed: read.map(({ node, record }) =>
      toDeployed({
        deployment: record,
        committedAt: node.commit?.committedDate ?? node.createdAt,
      }),
    ),
    open: read.flatMap(({ open }) => open ?? []),
    learned: {
      ...rules,
      refused: withRefusals(runs.refused, refused),
      saysWaiting,
      workflows: [...new Set([...paths, ...options.learned.workflows])].slice(
        0,
        MAX_WORKFLOWS,
      ),
    },
  };
}

/** What all deployments of a repository have in common. @internal */
export function recordContext(
  { context, templates }: GithubRun,
  { target: { host, path }, probe }: RepositoryRead,
  { details, custom }: { details: Details } & Pick<CustomRules, 'custom'>,
) {
  return {
    host,
    repository: `${host}/${path}`,
    repositoryUrl: probe.url,
    gates: details.environments
      ? environmentGates(details.environments.nodes, custom)
      : undefined,
    templates,
    now: context.now(),
  };
}

function wantedRuns(nodes: DeploymentNode[]) {
  const wanted = new Map(
    nodes.flatMap(node => {
      const id = runIdOf(node);
      const around = new Date(node.createdAt).toISOString();
      return id === undefined ? [] : [[id, { id, around }] as const];
    }),
  );
  return [...wanted.values()];
}

async function withAllStatuses(
  client: GithubClient,
  node: DeploymentNode,
): Promise<DeploymentNode> {
  let page = node.statuses;
  if (!page?.pageInfo.hasNextPage) {
    return node;
  }
  const statuses = [...page.nodes];
  while (page?.pageInfo.hasNextPage) {
    const answer = await client.graphqlWhole(MORE_STATUSES, {
      id: node.id,
      after: page.pageInfo.endCursor,
    });
    page = deploymentNodeSchema
      .pick({ statuses: true })
      .nullish()
      .parse(answer.data.node)?.statuses;
    statuses.push(...(page?.nodes ?? []));
  }
  return {
    ...node,
    statuses: { pageInfo: { hasNextPage: false }, nodes: statuses },
  };
}
