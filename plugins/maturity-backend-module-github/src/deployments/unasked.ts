// SPDX-License-Identifier: Apache-2.0
import { WorkflowRun } from '../client/schema';
import { Job, Session } from '../Session';
import { TargetState } from '../poll/state';

/** Requests of one read for waits that earlier ones left unasked. */
const MAX_PER_READ = 100;

/** Remembers, in few words, runs whose jobs were not asked how long they waited. @internal */
export function rememberUnasked(state: TargetState, runs: WorkflowRun[]) {
  const created = runs.map(run => instant(run.created_at)).sort();
  if (created.length > 0) {
    state.unasked.unshift({
      from: created[0],
      until: created[created.length - 1],
      count: created.length,
    });
  }
}

/** Whether waits that were left are asked for in this read, or nobody looks at them any more. @internal */
export function isUnaskedDue(job: Job, session: Session): boolean {
  const { unasked } = job.state;
  return (
    unasked.some(({ until }) => until < session.since) ||
    spareOf(job, session) > 0
  );
}

/** Requests for waits that were left. One run of the collector has so many, and whoever comes first takes them. @internal */
export function spareOf(job: Job, session: Session): number {
  if (job.state.unasked.length === 0) {
    return 0;
  }
  job.spare ??= session.client.takeSpare(MAX_PER_READ);
  return job.spare;
}

/** Forgets what has left the window, and says what is still to come. @internal */
export function noteUnasked(job: Job, { since }: Session) {
  const { state } = job;
  state.unasked = state.unasked.filter(({ until }) => until >= since);
  const [newest] = state.unasked;
  if (newest) {
    const count = state.unasked.reduce((sum, range) => sum + range.count, 0);
    job.notices.push(
      `How long the jobs of a deployment waited for a runner GitHub tells run by run. ${count} deployments up to ${newest.until} are still to be asked about; that goes on by itself, the newest first.`,
    );
  }
}

/** @internal */
export function instant(value: string): string {
  return new Date(value).toISOString();
}
