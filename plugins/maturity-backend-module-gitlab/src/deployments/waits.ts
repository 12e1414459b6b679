// SPDX-License-Identifier: Apache-2.0
import { Wait } from '@delivery-maturity/backstage-plugin-maturity-common';
import { matchesAny } from '@delivery-maturity/backstage-plugin-maturity-node';
import { approvalSchema, DeploymentFields, Job } from '../client/schema';
import { z } from 'zod';

type Approval = z.output<typeof approvalSchema>;

/** Names of the jobs that do not start by themselves, or not at once. @internal */
export interface HoldingJobs {
  /** Somebody must start them. */
  manual: ReadonlySet<string>;
  /** They start a set time after it is their turn. */
  delayed: ReadonlySet<string>;
}

/** What the waits of a deployment are read from. @internal */
export interface WaitFacts {
  deployment: DeploymentFields;
  /** All jobs of its pipeline, as far as they were read. */
  jobs: Job[];
  holding: HoldingJobs;
  /** Since when it was seen to wait for its resource group, which GitLab forgets once it has started. */
  resourceFrom?: string;
  url?: string;
}

/** When somebody started a job by hand, or its time had come: before its time in the queue. @internal */
export function releasedAt(job: Job): string | undefined {
  if (!job.started_at) {
    return undefined;
  }
  const queued = (job.queued_duration ?? 0) * 1000;
  const at = new Date(Date.parse(job.started_at) - queued).toISOString();
  return at < job.created_at ? job.created_at : at;
}

/** Jobs of a matrix or in parallel have their place in the name: `deploy 1/3`, `deploy: [eu]`. */
function namesOf({ name }: Pick<Job, 'name'>): string[] {
  return [name, name.replace(/(?: \d+\/\d+|: \[.*\])$/, '')];
}

/** What a job waits for before it goes into the queue. @internal */
export function holdOf(
  job: Job,
  { manual, delayed }: HoldingJobs,
): 'approval' | 'timer' | undefined {
  const isAmong = (names: ReadonlySet<string>) =>
    namesOf(job).some(name => names.has(name));
  if (job.status === 'manual' || isAmong(manual)) {
    return 'approval';
  }
  return job.status === 'scheduled' || isAmong(delayed) ? 'timer' : undefined;
}

/** Another deployment of its resource group runs. @internal */
export function isWaitingForResource({ status }: Job): boolean {
  return status === 'waiting_for_resource';
}

/** Its turn has come, and it waits still. */
function isHeld({ status }: Job): boolean {
  return status === 'manual' || status === 'scheduled';
}

/** Whether the name of a job matches any of the patterns. @internal */
export function matchesJob(
  job: Pick<Job, 'name'>,
  patterns: string[],
): boolean {
  return namesOf(job).some(name => matchesAny(name, patterns));
}

/** When a job could have run: at the end of the stages before it, else when it was made. */
function readyAt(job: Job, jobs: Job[], before: string | undefined): string {
  const ends = jobs
    .filter(({ id, stage }) => id < job.id && stage !== job.stage)
    .flatMap(({ finished_at: at }) => at ?? [])
    .filter(at => !before || at <= before);
  return [job.created_at, ...ends].sort().reverse()[0];
}

/** All decisions about a deployment: newer hosts tell them by rule. @internal */
export function approvalsOf(deployment: DeploymentFields): Approval[] {
  const byRule = (deployment.approval_summary?.rules ?? []).flatMap(
    rule => rule.deployment_approvals ?? [],
  );
  return [...(deployment.approvals ?? []), ...byRule].sort((a, b) =>
    a.created_at < b.created_at ? -1 : 1,
  );
}

/**
 * The waits of a deployment, kinds apart.
 *
 * @remarks
 *
 * A job of a protected environment is `blocked` until it has its approvals; their times are known. A manual job waits
 * for a press of a button: from the end of the stages before it until it goes into the queue. One that nobody has
 * pressed waits still: it has no end, whatever its age. A delayed job waits in the same way for its time.
 *
 * @internal
 */
export function waitsOf(facts: WaitFacts): Wait[] {
  const job = facts.deployment.deployable;
  const approval = approvalWait(facts);
  return [
    ...(job ? earlierWaits(job, facts) : []),
    ...(approval ? [approval] : []),
    ...(job ? ownWait(job, facts, approval) : []),
    ...(job ? runnerWaits(job, facts) : []),
  ].filter(({ from, to }) => to === undefined || from < to);
}

function approvalWait(facts: WaitFacts): Wait | undefined {
  const { deployment, jobs, url } = facts;
  const decisions = approvalsOf(deployment);
  const isBlocked = deployment.status === 'blocked';
  if (decisions.length === 0 && !isBlocked) {
    return undefined;
  }
  const job = deployment.deployable;
  const first = decisions[0]?.created_at;
  const from = job ? readyAt(job, jobs, first) : deployment.created_at;
  const wait: Wait = {
    kind: 'approval',
    gate: deployment.environment.name,
    from,
    ...(url && { url }),
  };
  const rejection = decisions.find(({ status }) => status === 'rejected');
  if (rejection) {
    return {
      ...wait,
      to: rejection.created_at,
      decision: 'rejected',
      approvers: approversOf(decisions).size,
    };
  }
  if (isBlocked) {
    return wait;
  }
  const approvers = approversOf(decisions);
  const starter = deployment.user?.id;
  return {
    ...wait,
    to: decisions[decisions.length - 1].created_at,
    decision: 'approved',
    approvers: approvers.size,
    ...(typeof starter === 'number' && {
      selfApproved: approvers.has(starter),
    }),
  };
}

/** Counted, and compared with who started it; who they are is not kept. */
function approversOf(decisions: Approval[]): Set<number | null | undefined> {
  return new Set(
    decisions
      .filter(({ status }) => status === 'approved')
      .map(({ user }) => user?.id),
  );
}

function ownWait(
  job: Job,
  { deployment, jobs, holding, url }: WaitFacts,
  approval: Wait | undefined,
): Wait[] {
  const isHeldByApproval =
    approval && (!approval.to || approval.decision === 'rejected');
  const kind = holdOf(job, holding);
  if (!kind || isHeldByApproval) {
    return [];
  }
  const released = releasedAt(job);
  const ready = readyAt(job, jobs, released);
  const from = approval?.to && approval.to > ready ? approval.to : ready;
  const wait: Wait = { kind, gate: job.name, from, ...(url && { url }) };
  if (released) {
    return [{ ...wait, to: released, ...decisionOf(kind) }];
  }
  if (isHeld(job)) {
    return [wait];
  }
  // Ended without ever being started; before it was its turn nobody waited.
  return job.finished_at && deployment.status === 'canceled'
    ? [{ ...wait, to: job.finished_at }]
    : [];
}

/** Who starts a job by hand says yes. */
function decisionOf(kind: 'approval' | 'timer'): Partial<Wait> {
  return kind === 'approval' ? { decision: 'approved', approvers: 1 } : {};
}

/** Jobs that hold back the stages behind them until somebody has said yes, or their time has come. */
function earlierWaits(job: Job, { jobs, holding, url }: WaitFacts): Wait[] {
  return jobs
    .filter(
      earlier =>
        earlier.id < job.id &&
        earlier.stage !== job.stage &&
        earlier.allow_failure === false,
    )
    .flatMap((earlier): Wait[] => {
      const kind = holdOf(earlier, holding);
      const released = releasedAt(earlier);
      return kind && (released || isHeld(earlier))
        ? [
            {
              kind,
              gate: earlier.name,
              from: readyAt(earlier, jobs, released),
              ...(released && { to: released, ...decisionOf(kind) }),
              ...(url && { url }),
            },
          ]
        : [];
    });
}

function runnerWaits(
  job: Job,
  { deployment, jobs, holding, resourceFrom, url }: WaitFacts,
): Wait[] {
  const released = releasedAt(job);
  const resource = {
    kind: 'concurrency' as const,
    gate: `${deployment.environment.name} (resource group)`,
    ...(url && { url }),
  };
  if (job.started_at && released) {
    return [
      ...(resourceFrom
        ? [{ ...resource, from: resourceFrom, to: released }]
        : []),
      {
        kind: 'queue',
        gate: 'runner',
        from: released,
        to: job.started_at,
        ...(url && { url }),
      },
    ];
  }
  // When somebody pressed the button of one that waits now is not known.
  return isWaitingForResource(job) && !holdOf(job, holding)
    ? [{ ...resource, from: readyAt(job, jobs, undefined) }]
    : [];
}
