// SPDX-License-Identifier: Apache-2.0
import {
  bringsOnlyHotfixes,
  Change,
  ChangeMarks,
  Deployment,
  MAX_CHANGES_PER_DEPLOYMENT,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  matchesAny,
  HotfixMarks,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { CommitFields, MergeRequest } from '../client/schema';

/** A merge that rewrites a commit sets its date within this time of the merge itself. */
const REWRITE_SLACK_MS = 120_000;

/** What lies between two revisions, as far as it can be known. @internal */
export type ComparedRange =
  | { known: true; commits: CommitFields[]; rollback: boolean }
  | { known: false };

/** What the changes of a deployment say of it. @internal */
export type ChangeFields = Pick<
  Deployment,
  'changes' | 'truncated' | 'rollback' | 'hotfix'
>;

/**
 * The merge request that brought each commit.
 *
 * @remarks
 *
 * A merge commit brought what its second parent has and its first has not. A squashed merge request is the one commit
 * that is left of it. One that was merged without a merge commit brought its head, and what is before it up to the
 * head of the one before.
 *
 * @internal
 */
export function attributeCommits(
  commits: CommitFields[],
  requests: MergeRequest[],
): Map<string, MergeRequest> {
  const byId = new Map(commits.map(commit => [commit.id, commit]));
  const owner = new Map<string, MergeRequest>();
  const heads = new Set<string>();
  for (const request of requests) {
    for (const sha of [
      request.merge_commit_sha,
      request.squash_commit_sha,
      request.squash_commit_sha ? undefined : request.sha,
    ]) {
      if (sha) {
        heads.add(sha);
        owner.set(sha, request);
      }
    }
  }
  for (const request of requests) {
    const merge = byId.get(request.merge_commit_sha ?? '');
    const [base, head] = merge?.parent_ids ?? [];
    if (head) {
      const before = base ? ancestors(base, byId) : new Set<string>();
      for (const id of ancestors(head, byId)) {
        if (!before.has(id) && !owner.has(id)) {
          owner.set(id, request);
        }
      }
    } else if (!request.squash_commit_sha) {
      let id = byId.get(request.sha ?? '')?.parent_ids?.[0];
      while (id && byId.has(id) && !heads.has(id) && !owner.has(id)) {
        owner.set(id, request);
        const parents: string[] = byId.get(id)?.parent_ids ?? [];
        id = parents.length === 1 ? parents[0] : undefined;
      }
    }
  }
  return owner;
}

function ancestors(from: string, byId: Map<string, CommitFields>): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  for (let id = queue.pop(); id; id = queue.pop()) {
    if (!seen.has(id) && byId.has(id)) {
      seen.add(id);
      queue.push(...(byId.get(id)?.parent_ids ?? []));
    }
  }
  return seen;
}

/** @internal */
export function toChangeFields(
  range: Extract<ComparedRange, { known: true }>,
  owner: Map<string, MergeRequest>,
  marks: HotfixMarks,
  isOwn: (revision: string) => boolean = () => true,
): ChangeFields {
  const own = range.commits.filter(({ id }) => isOwn(id));
  const changes = own
    .map(commit => toChange(commit, owner.get(commit.id)))
    .sort(
      (a, b) =>
        compareText(a.committedAt, b.committedAt) ||
        compareText(a.revision, b.revision),
    )
    .slice(-MAX_CHANGES_PER_DEPLOYMENT);
  return {
    changes,
    // GitLab's comparison ends at as many without a word.
    ...(range.commits.length >= MAX_CHANGES_PER_DEPLOYMENT && {
      truncated: true,
    }),
    rollback: range.rollback,
    hotfix: bringsOnlyHotfixes(
      own.map(commit => marksOf(commit, owner.get(commit.id), marks)),
    ),
  };
}

function toChange(
  commit: CommitFields,
  request: MergeRequest | undefined,
): Change {
  return {
    revision: commit.id,
    committedAt: committedAt(commit, request),
    ...(request && { openedAt: request.created_at }),
    ...(request?.merged_at && { mergedAt: request.merged_at }),
  };
}

/**
 * When the work was committed. Squashing and rebasing give a commit the date of the merge, which would hide all the
 * time before it; then the date is the author's, or, since a squash has a new author's date too, that of the opening
 * of its merge request.
 */
function committedAt(
  commit: CommitFields,
  request: MergeRequest | undefined,
): string {
  const committed = commit.committed_date ?? commit.created_at;
  const merged = request?.merged_at;
  const isRewritten =
    merged !== undefined &&
    (commit.parent_ids ?? []).length <= 1 &&
    Math.abs(Date.parse(committed) - Date.parse(merged)) <= REWRITE_SLACK_MS;
  if (!isRewritten) {
    return committed;
  }
  const authored = commit.authored_date ?? committed;
  if (Date.parse(authored) < Date.parse(committed) - REWRITE_SLACK_MS) {
    return authored;
  }
  return [committed, request!.created_at].sort()[0];
}

function marksOf(
  commit: CommitFields,
  request: MergeRequest | undefined,
  marks: HotfixMarks,
): ChangeMarks {
  return {
    ...(commit.title && { title: commit.title }),
    marked:
      (request?.labels ?? []).some(label => matchesAny(label, marks.labels)) ||
      (request !== undefined &&
        matchesAny(request.source_branch, marks.branches)),
    merge: (commit.parent_ids ?? []).length > 1,
  };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
