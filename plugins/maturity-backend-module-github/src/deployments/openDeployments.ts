// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  resolveTier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { GithubClient } from '../client/GithubClient';
import { inHalves } from '../client/inHalves';
import { isLeftToRun } from './toDeployment';
import { DEPLOYMENTS_BY_ID } from '../client/queries';
import {
  DeploymentNode,
  deploymentNodeSchema,
  WorkflowRun,
} from '../client/schema';
import { TargetState } from '../poll/state';

const IDS_PER_QUERY = 100;
/** Many tools never say how a deployment ended; of those the newest are watched, for a while. */
export const MAX_OPEN = IDS_PER_QUERY;
/** GitHub fails what nobody approved for 30 days: that end is still to be seen. */
const OPEN_FOR_MS = 35 * 24 * 3_600_000;

/** A deployment that is looked at again. @internal */
export interface Open {
  id: string;
  status?: string;
  requestedAt: string;
  /** A preview environment: those of many pull requests must not displace a release that waits. */
  isPreview: boolean;
}

/** A deployment that has not ended, or of which nobody knows yet how. @internal */
export function toOpen(
  node: DeploymentNode,
  record: Deployment,
  run: WorkflowRun | undefined,
  now: Date,
): Open | undefined {
  if (record.outcome !== 'pending') {
    return undefined;
  }
  return {
    id: node.id,
    // Without one it is read again whatever its status.
    ...(!isLeftToRun(node, run, now) && { status: latestStatusId(node) }),
    requestedAt: new Date(node.createdAt).toISOString(),
    isPreview: resolveTier(record.environment) === 'development',
  };
}

function latestStatusId(node: DeploymentNode): string | undefined {
  return [...(node.statuses?.nodes ?? [])].sort((a, b) =>
    a.createdAt < b.createdAt ? 1 : -1,
  )[0]?.id;
}

/** Those that are watched, as they are remembered. @internal */
export function openOf(open: readonly Open[], now: Date): TargetState['open'] {
  const earliest = new Date(now.getTime() - OPEN_FOR_MS).toISOString();
  return open
    .filter(({ requestedAt }) => requestedAt >= earliest)
    .sort(
      (a, b) =>
        Number(a.isPreview) - Number(b.isPreview) ||
        (a.requestedAt < b.requestedAt ? 1 : -1),
    )
    .slice(0, MAX_OPEN)
    .map(({ id, status }) => ({ id, status }));
}

/** Deployments that had not ended when they were last seen. @internal */
export async function readOpen(
  client: GithubClient,
  open: TargetState['open'],
  already: ReadonlySet<string>,
): Promise<DeploymentNode[]> {
  const ids = open
    .map(({ id }) => id)
    .filter(id => !already.has(id))
    .slice(0, IDS_PER_QUERY);
  if (ids.length === 0) {
    return [];
  }
  const nodes = await inHalves(ids, async part => {
    const { data } = await client.graphqlWhole(DEPLOYMENTS_BY_ID, {
      ids: part,
    });
    return (data.nodes as unknown[] | undefined) ?? [];
  });
  return nodes.flatMap(node => {
    const parsed = deploymentNodeSchema.nullish().safeParse(node);
    return parsed.data ? [parsed.data] : [];
  });
}
