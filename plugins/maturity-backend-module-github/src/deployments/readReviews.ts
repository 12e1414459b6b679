// SPDX-License-Identifier: Apache-2.0
import {
  chunk,
  Refusals,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { inHalves } from '../client/inHalves';
import { missingOf } from '../client/permissions';
import { RUN_REVIEWS } from '../client/queries';
import { ReviewedRun, reviewedRunSchema, WorkflowRun } from '../client/schema';

const IDS_PER_QUERY = 100;

/** @internal */
export interface ReviewsRead {
  /** By the node ids of the runs. */
  reviews: Map<string, ReviewedRun>;
  /** What may not be read of them. */
  refused: Refusals;
}

/** The decisions on runs. @internal */
export async function readReviews(
  client: GithubClient,
  runs: readonly WorkflowRun[],
): Promise<ReviewsRead> {
  const reviews = new Map<string, ReviewedRun>();
  const refused = new Map<string, string>();
  const ids = [...new Set(runs.map(({ node_id: id }) => id))];
  for (const some of chunk(ids, IDS_PER_QUERY)) {
    const nodes = await inHalves(some, async part => {
      const { data, problems } = await client.graphqlWhole(RUN_REVIEWS, {
        ids: part,
      });
      missingOf(problems).forEach((words, field) => refused.set(field, words));
      return (data.nodes as unknown[] | undefined) ?? [];
    });
    for (const node of nodes) {
      const run = reviewedRunSchema.nullish().safeParse(node).data;
      if (run) {
        reviews.set(run.id, run);
      }
    }
  }
  return { reviews, refused };
}
