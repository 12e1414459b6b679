// SPDX-License-Identifier: Apache-2.0
import { DeploymentView } from './types';

/**
 * The last try of each job that a release is made of.
 *
 * @remarks
 *
 * What a later attempt or another run does in an environment is a further try of what was done there before, of a
 * failed job first. Jobs of one attempt are jobs of their own. Where no attempt is known, what begins after a job ended
 * without success tries it again, and what overlaps with it or follows a success is another job.
 *
 * @param parts - in the order in which they began
 * @internal
 */
export function lastTries(parts: readonly DeploymentView[]): DeploymentView[] {
  if (parts.length === 1) {
    return [...parts];
  }
  const jobs: DeploymentView[] = [];
  for (const part of parts) {
    const retried = jobs.filter(job => isTriedAgain(job, part));
    const job =
      retried.find(({ outcome }) => outcome !== 'succeeded') ?? retried[0];
    if (job) jobs[jobs.indexOf(job)] = part;
    else jobs.push(part);
  }
  return jobs;
}

function isTriedAgain(job: DeploymentView, part: DeploymentView): boolean {
  if (job.environment !== part.environment || !mayBeOneJob(job, part)) {
    return false;
  }
  const ours = job.deployment.pipeline;
  const theirs = part.deployment.pipeline;
  const sameSource = job.deployment.source === part.deployment.source;
  if (sameSource && ours?.run !== undefined && theirs?.run !== undefined) {
    if (ours.run !== theirs.run) {
      // A child pipeline is a part of its parent, not another run.
      return ours.parent === undefined && theirs.parent === undefined;
    }
    if (ours.attempt !== undefined && theirs.attempt !== undefined) {
      return ours.attempt !== theirs.attempt;
    }
  }
  return (
    job.outcome !== 'succeeded' &&
    job.finished !== undefined &&
    job.finished <= part.begin
  );
}

function mayBeOneJob(a: DeploymentView, b: DeploymentView): boolean {
  const ours = a.deployment.pipeline?.job;
  const theirs = b.deployment.pipeline?.job;
  return ours === undefined || theirs === undefined || ours === theirs;
}
