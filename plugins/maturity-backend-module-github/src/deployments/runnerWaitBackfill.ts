// SPDX-License-Identifier: Apache-2.0
import { WorkflowRun } from '../client/schema';
import { TargetState } from '../poll/state';
import { GithubRun, RepositoryRead } from '../RepositoryRead';

/** Requests of one read for waits that earlier ones left out. */
const MAX_PER_READ = 100;

/** Runs, by when they were created, that are still to be asked how long they waited for a runner. @internal */
export type RunRange = TargetState['unasked'][number];

/** Describes, in few words, runs whose jobs were not asked how long they waited; none where there are none. @internal */
export function toRanges(runs: readonly WorkflowRun[]): RunRange[] {
  const created = runs.map(run => toInstant(run.created_at)).sort();
  return created.length > 0
    ? [
        {
          from: created[0],
          until: created[created.length - 1],
          count: created.length,
        },
      ]
    : [];
}

/** Whether waits that were left out are asked for in this read, or nobody looks at them any more. @internal */
export function isBackfillDue(
  { state, spare }: RepositoryRead,
  { since }: GithubRun,
): boolean {
  return state.unasked.some(({ until }) => until < since) || (spare ?? 0) > 0;
}

/** With requests for waits that were left out. One run of the collector has so many, and whoever comes first takes them. @internal */
export function withSpare(
  repository: RepositoryRead,
  { client }: GithubRun,
): RepositoryRead {
  const isNeeded =
    repository.state.unasked.length > 0 && repository.spare === undefined;
  return isNeeded
    ? { ...repository, spare: client.takeSpare(MAX_PER_READ) }
    : repository;
}

/** Those that have not left the window. @internal */
export function rangesSince(
  ranges: readonly RunRange[],
  since: string,
): RunRange[] {
  return ranges.filter(({ until }) => until >= since);
}

/** Says what is still to come. @internal */
export function describeBackfill(ranges: readonly RunRange[]): string[] {
  const [newest] = ranges;
  const count = ranges.reduce((sum, range) => sum + range.count, 0);
  return newest
    ? [
        `How long the jobs of a deployment waited for a runner GitHub tells run by run. ${count} deployments up to ${newest.until} are still to be asked about; that goes on by itself, the newest first.`,
      ]
    : [];
}

/** @internal */
export function toInstant(value: string): string {
  return new Date(value).toISOString();
}
