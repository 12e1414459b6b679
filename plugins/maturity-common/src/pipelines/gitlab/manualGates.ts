// SPDX-License-Identifier: Apache-2.0
import { MAX_GATES } from '../limits';
import { ReadJob } from '../readJob';

/** A job with what decides who waits for it. @internal */
export interface GitlabJob extends ReadJob {
  stageName: string;
  manual: boolean;
  /** Later stages wait with it. */
  blocking: boolean;
}

/** Names of the jobs that must have run before a job, by its `needs`. */
function neededBy(
  job: GitlabJob,
  byName: ReadonlyMap<string, GitlabJob>,
): Set<string> {
  const needed = new Set(job.needs);
  for (const name of needed) {
    // A set hands out what is added while it is walked.
    byName.get(name)?.needs?.forEach(further => needed.add(further));
  }
  return needed;
}

/**
 * Adds to manual jobs the environments that wait for them: their own, and those of the deployments behind them.
 *
 * @internal
 */
export function addManualGates(all: GitlabJob[], stageOrder: string[]): void {
  // Which job waits for which takes the square of their number; a record holds no more gates than this.
  const jobs = all.slice(0, MAX_GATES);
  const manualJobs = jobs.filter(job => job.manual);
  if (manualJobs.length === 0) {
    return;
  }
  const environments = new Map(
    manualJobs.map(manual => [
      manual,
      new Set(
        manual.stages.includes('deploy') || manual.stages.includes('release')
          ? [manual.environment]
          : [],
      ),
    ]),
  );
  const byName = new Map(jobs.map(job => [job.id, job]));
  for (const job of jobs.filter(({ stages }) => stages.includes('deploy'))) {
    const needed = neededBy(job, byName);
    for (const manual of manualJobs) {
      const isBehind =
        needed.has(manual.id) ||
        (manual.blocking &&
          job.needs === undefined &&
          stageOrder.indexOf(manual.stageName) <
            stageOrder.indexOf(job.stageName));
      if (job !== manual && isBehind) {
        environments.get(manual)!.add(job.environment);
      }
    }
  }
  for (const [manual, waiting] of environments) {
    for (const environment of waiting) {
      manual.gates.push({
        kind: 'manual-job',
        gate: manual.id,
        ...(environment ? { environment } : {}),
      });
    }
  }
}
