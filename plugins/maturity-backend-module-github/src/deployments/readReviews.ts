// SPDX-License-Identifier: Apache-2.0
import { ProviderPermissionError } from '@delivery-maturity/backstage-plugin-maturity-node';
import { runIdOf } from './toDeployment';
import { inHalves } from '../client/inHalves';
import { missingOf } from '../client/permissions';
import { RUN_REVIEWS } from '../client/queries';
import { readRuns } from './readRuns';
import {
  DeploymentNode,
  ReviewedRun,
  reviewedRunSchema,
  WorkflowRun,
} from '../client/schema';
import { Job, Session } from '../Session';

const IDS_PER_QUERY = 100;

/** The runs behind deployments, as far as there are any and they may be read. @internal */
export async function readRunsOf(
  session: Session,
  job: Job,
  nodes: DeploymentNode[],
): Promise<Map<number, WorkflowRun>> {
  const wanted = new Map(
    nodes.flatMap(node => {
      const id = runIdOf(node);
      return id === undefined
        ? []
        : [
            [
              id,
              { id, around: new Date(node.createdAt).toISOString() },
            ] as const,
          ];
    }),
  );
  if (wanted.size === 0 || job.missing.has('runs')) {
    return new Map();
  }
  try {
    return await readRuns(session.client, job.target, [...wanted.values()]);
  } catch (error) {
    if (error instanceof ProviderPermissionError) {
      job.missing.set('runs', error.message);
      return new Map();
    }
    throw error;
  }
}

/** The decisions on runs, by the ids of the runs. @internal */
export async function readReviews(
  session: Session,
  job: Job,
  runs: WorkflowRun[],
): Promise<Map<string, ReviewedRun>> {
  const reviews = new Map<string, ReviewedRun>();
  const ids = [...new Set(runs.map(({ node_id: id }) => id))];
  for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
    const nodes = await inHalves(
      ids.slice(from, from + IDS_PER_QUERY),
      async part => {
        const { data, problems } = await session.client.graphqlWhole(
          RUN_REVIEWS,
          { ids: part },
        );
        missingOf(problems).forEach((words, field) =>
          job.missing.set(field, words),
        );
        return (data.nodes as unknown[] | undefined) ?? [];
      },
    );
    for (const node of nodes) {
      const run = reviewedRunSchema.nullish().safeParse(node).data;
      if (run) {
        reviews.set(run.id, run);
      }
    }
  }
  return reviews;
}
