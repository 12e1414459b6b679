// SPDX-License-Identifier: Apache-2.0
import {
  Change,
  Deployment,
  MAX_CHANGES_PER_DEPLOYMENT,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CommitGraph,
  CommitNode,
  DeployedRevision,
  matchesAny,
  pairWithPrevious,
  HotfixMarks,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { CommitFields } from '../client/schema';

/** A merge that rewrites a commit sets its date within this time of the merge itself. */
const REWRITE_SLACK_MS = 120_000;

/** A commit with what is known of the pull request that brought it. @internal */
export interface Commit extends CommitNode {
  change: Change;
  hotfix: boolean;
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
  return {
    revision: fields.oid,
    parents: fields.parents.nodes.map(({ oid }) => oid),
    change: {
      revision: fields.oid,
      committedAt: committedAt(fields),
      ...(pull && { openedAt: new Date(pull.createdAt).toISOString() }),
      ...(pull?.mergedAt && {
        mergedAt: new Date(pull.mergedAt).toISOString(),
      }),
    },
    hotfix:
      labels.some(label => matchesAny(label, marks.labels)) ||
      (pull !== undefined && matchesAny(pull.headRefName, marks.branches)) ||
      /^Revert "/.test(fields.messageHeadline),
  };
}

/**
 * When the work was committed. Squashing and rebasing give a commit the date of the merge, which would hide all the
 * time before it; then the date is the author's, or that of the pull request's first commit.
 */
function committedAt(fields: CommitFields): string {
  const committed = Date.parse(fields.committedDate);
  const pull = fields.associatedPullRequests?.nodes[0];
  const merged = pull?.mergedAt ? Date.parse(pull.mergedAt) : undefined;
  const rewritten =
    fields.parents.nodes.length === 1 &&
    merged !== undefined &&
    Math.abs(committed - merged) <= REWRITE_SLACK_MS;
  if (!rewritten) {
    return new Date(committed).toISOString();
  }
  const authored = Date.parse(fields.authoredDate);
  const first = pull?.commits.nodes[0]?.commit.committedDate;
  if (authored < committed - REWRITE_SLACK_MS) {
    return new Date(authored).toISOString();
  }
  return new Date(
    Math.min(committed, first ? Date.parse(first) : committed),
  ).toISOString();
}

/** What the changes of a deployment say of it. @internal */
export type ChangeFields = Pick<
  Deployment,
  'changes' | 'truncated' | 'rollback' | 'hotfix'
>;

/**
 * The changes of each deployment that is asked for, relative to the succeeded one before it in its environment.
 *
 * @returns what is new by deployment id; a deployment without entry is the first known one of its environment, or its
 * history was rewritten, which `lost` counts
 * @internal
 */
export async function findChanges(options: {
  deployments: DeployedRevision[];
  wanted: Set<string>;
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
  const changes = own
    .map(({ change }) => change)
    .sort(
      (a, b) =>
        compareText(a.committedAt, b.committedAt) ||
        compareText(a.revision, b.revision),
    )
    .slice(-MAX_CHANGES_PER_DEPLOYMENT);
  return {
    changes,
    ...((range.total > range.commits.length || own.length > changes.length) && {
      truncated: true,
    }),
    rollback: range.rollback,
    hotfix: own.some(({ hotfix }) => hotfix),
  };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
