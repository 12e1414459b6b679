// SPDX-License-Identifier: Apache-2.0
import {
  bringsOnlyHotfixes,
  Change,
  ChangeMarks,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  ChangeFields,
  CommitGraph,
  CommitNode,
  DeployedRevision,
  HotfixMarks,
  isMarkedHotfix,
  newestChanges,
  pairWithPrevious,
  workCommittedAt,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { CommitFields } from '../client/schema';

/** A commit with what is known of the pull request that brought it. @internal */
export interface Commit extends CommitNode {
  change: Change;
  marks: ChangeMarks;
}

/** What lies between two revisions, as far as it can be known. @internal */
export type ComparedRange =
  | { known: true; commits: Commit[]; rollback: boolean; total: number }
  | { known: false };

/** Asks the host where the history that was read does not tell. @internal */
export type Compare = (base: string, head: string) => Promise<ComparedRange>;

/** A range that is known. @internal */
export type KnownRange = Extract<ComparedRange, { known: true }>;

/** @internal */
export function toCommit(fields: CommitFields, marks: HotfixMarks): Commit {
  const pull = fields.associatedPullRequests?.nodes[0];
  const labels = pull?.labels?.nodes.map(({ name }) => name) ?? [];
  const committedAt = workCommittedAt({
    committedAt: fields.committedDate,
    authoredAt: fields.authoredDate,
    parents: fields.parents.nodes.length,
    mergedAt: pull?.mergedAt ?? undefined,
    beganAt: pull?.commits.nodes[0]?.commit.committedDate,
  });
  return {
    revision: fields.oid,
    parents: fields.parents.nodes.map(({ oid }) => oid),
    change: {
      revision: fields.oid,
      committedAt: new Date(committedAt).toISOString(),
      ...(pull && { openedAt: new Date(pull.createdAt).toISOString() }),
      ...(pull?.mergedAt && {
        mergedAt: new Date(pull.mergedAt).toISOString(),
      }),
    },
    marks: {
      title: fields.messageHeadline,
      marked: isMarkedHotfix({ labels, branch: pull?.headRefName }, marks),
      merge: fields.parents.nodes.length > 1,
    },
  };
}

/**
 * The changes of each deployment that is asked for, relative to the succeeded one before it in its environment.
 *
 * @returns what is new by deployment id; a deployment without entry is the first known one of its environment, or its
 * history was rewritten, which `lost` counts
 * @internal
 */
export async function findChanges(options: {
  deployments: DeployedRevision[];
  wanted: ReadonlySet<string>;
  graph: CommitGraph<Commit>;
  compare: Compare;
}): Promise<{ ranges: Map<string, KnownRange>; lost: number }> {
  const { wanted, graph, compare } = options;
  const ranges = new Map<string, KnownRange>();
  let lost = 0;
  for (const { deployment, previous } of pairWithPrevious(
    options.deployments,
  )) {
    if (
      !wanted.has(deployment.id) ||
      !deployment.revision ||
      !previous?.revision
    ) {
      continue;
    }
    const local = graph.between(previous.revision, deployment.revision);
    const range: ComparedRange = local.known
      ? { ...local, total: local.commits.length }
      : await compare(previous.revision, deployment.revision);
    if (range.known) {
      ranges.set(deployment.id, range);
    } else {
      lost += 1;
    }
  }
  return { ranges, lost };
}

/** The changes of a range, for an entity that only some commits may concern. @internal */
export function toChangeFields(
  range: KnownRange,
  isOwn?: (revision: string) => boolean,
): ChangeFields {
  const own = isOwn
    ? range.commits.filter(({ revision }) => isOwn(revision))
    : range.commits;
  const changes = newestChanges(own.map(({ change }) => change));
  return {
    changes,
    ...((range.total > range.commits.length || own.length > changes.length) && {
      truncated: true,
    }),
    rollback: range.rollback,
    hotfix: bringsOnlyHotfixes(own.map(({ marks }) => marks)),
  };
}
