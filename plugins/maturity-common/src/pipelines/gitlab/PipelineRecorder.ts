// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineReference,
  PlannedDeployment,
  Tier,
} from '../../records';
import { ReadJob, shorten } from '../readJob';
import { inputCondition } from './inputCondition';
import { PreparedJob } from './PipelineVariant';
import { GitlabRun } from './runs';

/** A job that was found in a run, with all variables inserted. @internal */
export interface FoundJob {
  prepared: PreparedJob;
  environment?: string;
  tier?: Tier;
  calls: PipelineReference[];
}

/** What stands before a job that deploys. @internal */
export interface Standing {
  gates: Gate[];
  passes: string[];
  calls: PipelineReference[];
}

interface JobRecord {
  found: FoundJob;
  events: Set<string>;
  mentioned: ReadonlySet<string>;
}

interface DeploymentRecord {
  job: JobRecord;
  planned: Omit<PlannedDeployment, 'events'>;
  /** Those of merged changes, and those of any branch. */
  events: { merged: Set<string>; any: Set<string> };
}

const MAX_LISTED = 100;

/**
 * A job without rules runs with whatever starts a pipeline. Told are a push, and what the files speak of; and all where
 * nothing else is left.
 */
function toldEvents(
  events: ReadonlySet<string>,
  mentioned: ReadonlySet<string>,
): string[] {
  const told = [...events].filter(
    event => event === 'push' || mentioned.has(event),
  );
  return told.length > 0 ? told : [...events];
}

/** What the inputs of a template decide: a hidden job runs where a job of the caller extends it. */
function conditionOf({ name, hidden, policy }: PreparedJob): {
  condition?: string;
} {
  const condition = hidden
    ? `inputs['${name.replace(/'/g, "''")}']`
    : inputCondition(policy.rules);
  return condition === undefined ? {} : { condition };
}

/** Collects what is found in the runs of one pipeline. @internal */
export class PipelineRecorder {
  private readonly jobs = new Map<string, JobRecord>();
  private readonly deployments = new Map<string, DeploymentRecord>();
  private readonly ran = new Set<string>();

  /** Whether a job of this name was in any run. */
  hasRun(name: string): boolean {
    return this.ran.has(name);
  }

  addJob(
    found: FoundJob,
    run: GitlabRun,
    mentioned: ReadonlySet<string>,
  ): JobRecord {
    const { prepared, environment } = found;
    this.ran.add(prepared.name);
    const key = JSON.stringify([prepared.name, environment]);
    let record = this.jobs.get(key);
    if (!record) {
      record = { found, events: new Set(), mentioned };
      this.jobs.set(key, record);
    }
    record.events.add(run.event);
    return record;
  }

  addDeployment(
    job: JobRecord,
    planned: Omit<PlannedDeployment, 'events'>,
    { event, isAfterMerge }: { event: string; isAfterMerge: boolean },
  ): void {
    const key = JSON.stringify([
      planned.job,
      planned.environment,
      planned.tier,
      planned.gates.map(({ gate }) => gate),
      planned.passes,
    ]);
    let record = this.deployments.get(key);
    if (!record) {
      record = {
        job,
        planned,
        events: { merged: new Set(), any: new Set() },
      };
      this.deployments.set(key, record);
    }
    record.events[isAfterMerge ? 'merged' : 'any'].add(event);
  }

  /** The jobs that run at all. */
  readJobs(): ReadJob[] {
    const gates = this.gatesByJob();
    return [...this.jobs.values()].map(record => {
      const { found, events, mentioned } = record;
      const { prepared, environment, calls } = found;
      const { detected, name, needs } = prepared;
      return {
        id: shorten(name),
        stages: detected.stages,
        uses: detected.uses,
        ...(environment ? { environment: shorten(environment) } : {}),
        triggers: toldEvents(events, mentioned),
        calls: calls.map(call => ({ ...call, job: shorten(name) })),
        // `needs: []` starts at once; without `needs` a job waits for the stages before it.
        ...(needs ? { needs: needs.map(({ job }) => shorten(job)) } : {}),
        ...conditionOf(prepared),
        gates: gates.get(record) ?? [],
        safety: detected.safety,
      };
    });
  }

  plannedDeployments(): PlannedDeployment[] {
    return this.told().map(({ planned, events }) => ({ ...planned, events }));
  }

  /**
   * Deployments with the events that are told. What any branch starts counts only of jobs that nothing else starts: a
   * change passes what stands before the default branch's.
   */
  private told() {
    const all = [...this.deployments.values()];
    const ofMerged = new Set(
      all.flatMap(({ job, events }) => (events.merged.size > 0 ? [job] : [])),
    );
    return all.flatMap(({ job, planned, events: { merged, any } }) => {
      const told = new Set(toldEvents(job.events, job.mentioned));
      const events = [...(ofMerged.has(job) ? merged : any)].filter(event =>
        told.has(event),
      );
      return events.length > 0 ? [{ job, planned, events }] : [];
    });
  }

  /** What each job that deploys waits for, whichever way it is started. */
  private gatesByJob(): Map<JobRecord, Gate[]> {
    const all = new Map<JobRecord, Gate[]>();
    for (const { job, planned } of this.told()) {
      const names = new Set(planned.gates.map(({ gate }) => gate));
      const known = all.get(job);
      all.set(
        job,
        known ? known.filter(({ gate }) => names.has(gate)) : planned.gates,
      );
    }
    return all;
  }
}

/** Cuts lists down to what a record holds, each item once. @internal */
export function distinctStanding(standing: Standing): Standing {
  const gates = new Map(standing.gates.map(gate => [gate.gate, gate]));
  const calls = new Map(standing.calls.map(call => [call.target, call]));
  return {
    gates: [...gates.values()].slice(0, MAX_LISTED),
    passes: [...new Set(standing.passes)].slice(0, MAX_LISTED),
    calls: [...calls.values()].slice(0, MAX_LISTED),
  };
}
