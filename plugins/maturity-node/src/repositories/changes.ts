// SPDX-License-Identifier: Apache-2.0
import {
  Change,
  Deployment,
  MAX_CHANGES_PER_DEPLOYMENT,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { HotfixMarks } from '../collecting/hotfixMarks';
import { matchesAny } from '../collecting/matchesPattern';

/** A merge that rewrites a commit sets its date within this time of the merge itself. */
const REWRITE_SLACK_MS = 120_000;

/** The times of a commit and of the pull or merge request that brought it. @public */
export interface CommitTimes {
  committedAt: string;
  authoredAt?: string;
  parents: number;
  mergedAt?: string;
  /** When the work of the request began, as far as is known: its first commit, or its opening. */
  beganAt?: string;
}

/**
 * When the work was committed. Squashing and rebasing give a commit the date of the merge, which would hide all the
 * time before it; then the date is the author's, or, since a squash has a new author's date too, that of the beginning
 * of its request.
 *
 * @public
 */
export function workCommittedAt(times: CommitTimes): string {
  const { committedAt, authoredAt = committedAt, beganAt, mergedAt } = times;
  const committed = Date.parse(committedAt);
  const isRewritten =
    mergedAt !== undefined &&
    times.parents <= 1 &&
    Math.abs(committed - Date.parse(mergedAt)) <= REWRITE_SLACK_MS;
  if (!isRewritten) {
    return committedAt;
  }
  if (Date.parse(authoredAt) < committed - REWRITE_SLACK_MS) {
    return authoredAt;
  }
  return beganAt && Date.parse(beganAt) < committed ? beganAt : committedAt;
}

/** Whether the request that brought a commit is marked as unplanned work, by a label or the name of its branch. @public */
export function isMarkedHotfix(
  { labels, branch }: { labels: readonly string[]; branch?: string },
  marks: HotfixMarks,
): boolean {
  return (
    labels.some(label => matchesAny(label, marks.labels)) ||
    (branch !== undefined && matchesAny(branch, marks.branches))
  );
}

/** What the changes of a deployment say of it. @public */
export type ChangeFields = Pick<
  Deployment,
  'changes' | 'truncated' | 'rollback' | 'hotfix'
>;

/** The newest changes in the order of their commits, as many as a deployment keeps. @public */
export function newestChanges(changes: readonly Change[]): Change[] {
  return [...changes]
    .sort(
      (a, b) =>
        compareText(a.committedAt, b.committedAt) ||
        compareText(a.revision, b.revision),
    )
    .slice(-MAX_CHANGES_PER_DEPLOYMENT);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
