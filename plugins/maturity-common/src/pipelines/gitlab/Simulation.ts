// SPDX-License-Identifier: Apache-2.0
import { Work } from '../Work';
import { Conditions } from './Conditions';
import { Outcome, outcomesOf } from './outcomes';
import { PipelineVariant, PreparedJob } from './PipelineVariant';
import { GitlabRun, knownIn } from './runs';
import { FileVariables, mergeVariables } from './variables';

/** A job in a run, with the ways in which it may take part. @internal */
export interface JobInRun {
  prepared: PreparedJob;
  outcomes: Outcome[];
  /** Those of the workflow's rules included. */
  variables: FileVariables;
}

/** What stands before a job in a run. @internal */
export interface Before {
  /** Names of jobs that wait for a person, in the order in which they are found. */
  manual: ReadonlySet<string>;
  /** Jobs that have to be done before it. */
  jobs: ReadonlySet<string>;
}

/** Names that are looked up in the time of a step. */
const NEEDS_PER_STEP = 4;

function isManual({ outcomes }: JobInRun): boolean {
  return outcomes.every(({ when }) => when === 'manual');
}

/** Whether later stages wait for somebody to press its button. */
function isBlocking(job: JobInRun): boolean {
  return (
    isManual(job) && job.outcomes.every(({ allowFailure }) => !allowFailure)
  );
}

/**
 * One run of a pipeline as far as the files tell it: which jobs take part, and which wait for which.
 *
 * @internal
 */
export class Simulation {
  readonly jobs = new Map<string, JobInRun>();
  private readonly byStage = new Map<number, Before>();

  constructor(
    readonly run: GitlabRun,
    readonly variant: PipelineVariant,
    /** Of the rule of the workflow that lets this run in. */
    workflowVariables: FileVariables,
    conditions: Conditions,
    private readonly work: Work,
  ) {
    for (const prepared of variant.jobs) {
      if (!work.take(1)) {
        break;
      }
      const variables = mergeVariables(prepared.variables, workflowVariables);
      const outcomes = outcomesOf(
        prepared.job,
        prepared.policy,
        run,
        conditions,
        name => knownIn(run, variables, name),
      );
      if (outcomes.length > 0) {
        this.jobs.set(prepared.name, { prepared, outcomes, variables });
      }
    }
  }

  /** Jobs that later stages, and a parent that waits for this pipeline, wait with for a person. */
  get blocking(): string[] {
    return [...this.jobs.values()]
      .filter(isBlocking)
      .map(({ prepared }) => prepared.name);
  }

  /** What must have happened before a job may start. */
  before(name: string): Before {
    const manual = new Set<string>();
    const jobs = new Set<string>();
    const queue = [name];
    for (const waiting of queue) {
      const job = this.jobs.get(waiting);
      if (!job || !this.work.take(1)) {
        continue;
      }
      const { needs, stage } = job.prepared;
      if (!needs) {
        const earlier = this.beforeStage(stage);
        earlier.manual.forEach(other => manual.add(other));
        earlier.jobs.forEach(other => jobs.add(other));
        continue;
      }
      if (!this.work.take(Math.ceil(needs.length / NEEDS_PER_STEP))) {
        break;
      }
      for (const { job: need } of needs) {
        const needed = this.jobs.get(need);
        if (!needed || jobs.has(need) || !this.work.take(1)) {
          continue;
        }
        jobs.add(need);
        queue.push(need);
        // Who needs a job waits until somebody has started it, whether or not the pipeline goes on without it.
        if (isManual(needed)) {
          manual.add(need);
        }
      }
    }
    return { manual, jobs };
  }

  private beforeStage(stage: number): Before {
    const known = this.byStage.get(stage);
    if (known) {
      return known;
    }
    const manual = new Set<string>();
    const jobs = new Set<string>();
    for (const [name, job] of this.jobs) {
      if (job.prepared.stage >= stage || !this.work.take(1)) {
        continue;
      }
      if (isBlocking(job)) {
        manual.add(name);
      }
      if (!isManual(job) || isBlocking(job)) {
        jobs.add(name);
      }
    }
    this.byStage.set(stage, { manual, jobs });
    return { manual, jobs };
  }
}
