// SPDX-License-Identifier: Apache-2.0
import { Deployment, environmentKey, sameEnvironment, Wait } from '../records';
import { assignChanges } from './deploymentChanges';
import { EventIndex, pushTo } from './EventIndex';
import type { EventGroup } from './groupEvents';
import { isLive } from './isLive';
import type { NormalizedEvent } from './NormalizedEvent';
import { repositoryOf } from './repositoryOf';

interface Approval {
  source: string;
  id: string;
  environment?: string;
  event: NormalizedEvent;
  wait: Wait;
}

function home(event: NormalizedEvent): string {
  return event.subjectSource ?? event.source;
}

/** What record headers of a group have in common for one event. */
export function headerOf(
  event: NormalizedEvent,
  group: EventGroup,
  id: string,
) {
  const repository = repositoryOf(event, group);
  return {
    source: event.source,
    id: id.slice(0, 512),
    observedAt: group.observedAt,
    observation: group.observation,
    ...(repository ? { repository } : {}),
    ...(event.service ? { service: event.service } : {}),
  };
}

function joined(a: NormalizedEvent, b: NormalizedEvent): boolean {
  return a.keys.some(key => b.keys.includes(key));
}

function readApprovals(events: NormalizedEvent[]): Approval[] {
  const bySubject = new Map<string, NormalizedEvent[]>();
  for (const event of events) {
    if (event.type.startsWith('approval.')) {
      const key = `${home(event)} ${event.subjectId}`;
      pushTo(bySubject, key, event);
    }
  }
  return [...bySubject.values()].map(steps => {
    const [first] = steps;
    const closed = steps.find(({ type }) => type === 'approval.closed');
    const decided =
      closed ??
      steps.find(
        ({ type, decision }) => type === 'approval.updated' && decision,
      );
    const decision =
      decided?.decision ?? steps.find(step => step.decision)?.decision;
    const environment = steps.find(step => step.environment)?.environment;
    const approvals = steps.filter(
      ({ type, decision: word }) =>
        type === 'approval.updated' && word === 'approved',
    ).length;
    const approvers =
      approvals > 0 ? approvals : Number(decision === 'approved');
    const selfApproved = steps.find(
      step => step.selfApproved !== undefined,
    )?.selfApproved;
    const url = steps.find(step => step.url)?.url;
    return {
      source: home(first),
      id: first.subjectId,
      environment,
      event: first,
      wait: {
        kind: 'approval',
        gate: (
          steps.find(step => step.gate)?.gate ??
          environment ??
          first.subjectId
        ).slice(0, 512),
        from: first.timestamp,
        ...(decided ? { to: decided.timestamp } : {}),
        ...(decision ? { decision } : {}),
        ...(decision ? { approvers } : {}),
        ...(selfApproved === undefined ? {} : { selfApproved }),
        ...(url ? { url } : {}),
      },
    };
  });
}

/** What began before something ended: queued and started runs. */
interface Runs {
  index: EventIndex;
  byRun: Map<string, NormalizedEvent[]>;
}

function readRuns(events: readonly NormalizedEvent[]): Runs {
  const begun = events.filter(
    ({ type }) =>
      type.startsWith('pipelinerun.') && type !== 'pipelinerun.finished',
  );
  const byRun = new Map<string, NormalizedEvent[]>();
  begun.forEach(event => pushTo(byRun, runOf(event), event));
  return { index: new EventIndex(begun), byRun };
}

function runOf(event: NormalizedEvent): string {
  return event.queue ?? `${home(event)} ${event.subjectId}`;
}

/** When the run behind a deployment was asked for and began. */
function runTimes(event: NormalizedEvent, { index, byRun }: Runs) {
  const last = index.lastJoined(event, event.timestamp);
  if (!last) {
    return {};
  }
  const own = byRun
    .get(runOf(last))!
    .filter(
      other =>
        other.timestamp <= event.timestamp &&
        (other.environment === undefined ||
          sameEnvironment(other.environment, event.environment)) &&
        joined(other, event),
    );
  const at = (type: string) =>
    own.find(other => other.type === type)?.timestamp;
  return {
    requestedAt: at('pipelinerun.queued'),
    startedAt: at('pipelinerun.started'),
  };
}

/**
 * What a deployment ran in: its own run, as part of the chain of events that it belongs to. A run that is joined by an
 * artifact only made it: who deploys the artifact again later, does not run it again.
 */
function pipelineOf(event: NormalizedEvent): Deployment['pipeline'] {
  const own =
    event.type === 'pipelinerun.finished' ? event.subjectId : event.run;
  const chain = event.chainId && `chain ${event.chainId}`.slice(0, 512);
  if (own === undefined) {
    return chain ? { run: chain } : undefined;
  }
  return {
    run: `run ${home(event)} ${own}`.slice(0, 512),
    ...(chain ? { parent: chain } : {}),
  };
}

function isFailedRun(event: NormalizedEvent): boolean {
  return (
    (event.type === 'pipelinerun.finished' ||
      event.type === 'taskrun.finished') &&
    event.environment !== undefined &&
    (event.outcome === 'failed' || event.outcome === 'canceled')
  );
}

/** What else may tell that a run failed. */
interface Told {
  failedRuns: Set<string>;
  live: EventIndex;
}

function readTold(events: readonly NormalizedEvent[]): Told {
  return {
    failedRuns: new Set(
      events
        .filter(
          event => event.type === 'pipelinerun.finished' && isFailedRun(event),
        )
        .map(event => failedRun(event, event.subjectId)),
    ),
    live: new EventIndex(events.filter(isLive)),
  };
}

function failedRun(event: NormalizedEvent, run: string): string {
  return `${environmentKey(event.environment ?? '')}\n${home(event)}\n${run}`;
}

/** A failing run is told by another event when its pipeline run failed too, or when it had gone live before. */
function toldElsewhere(
  event: NormalizedEvent,
  { failedRuns, live }: Told,
  startedAt: string | undefined,
): boolean {
  if (
    event.type === 'taskrun.finished' &&
    event.run !== undefined &&
    failedRuns.has(failedRun(event, event.run))
  ) {
    return true;
  }
  if (startedAt === undefined) {
    return false;
  }
  const first = live.firstJoined(event, startedAt, event.environment);
  return first !== undefined && first.timestamp <= event.timestamp;
}

/** Deployment records of a group of joined events. */
export function deploymentRecords(group: EventGroup): Deployment[] {
  const { events } = group;
  const attempts = events.filter(
    event => (isLive(event) && event.environment) || isFailedRun(event),
  );
  const changes = assignChanges(group);
  const waits = new Map<NormalizedEvent, Approval[]>();
  const records: Deployment[] = [];
  const attemptIndex = new EventIndex(attempts);
  const runs = readRuns(events);
  const told = readTold(events);
  for (const approval of readApprovals(events)) {
    const attempt = attemptIndex.firstJoined(
      approval.event,
      approval.wait.from,
      approval.environment,
    );
    if (attempt) {
      pushTo(waits, attempt, approval);
    }
    if (approval.environment) {
      records.push(approvalRecord(approval, attempt !== undefined, group));
    }
  }
  for (const attempt of attempts) {
    const own = waits.get(attempt) ?? [];
    const carried = changes.assigned.get(attempt);
    const { startedAt, ...run } = runTimes(attempt, runs);
    const pipeline = pipelineOf(attempt);
    // Who had to wait, had asked before; a run may start first and wait in the middle.
    const asked = [run.requestedAt, ...own.map(({ wait }) => wait.from)];
    const requested = [...asked, asked.some(Boolean) ? startedAt : undefined]
      .filter((time): time is string => time !== undefined)
      .sort()[0];
    const live = isLive(attempt);
    const isTold = !live && toldElsewhere(attempt, told, startedAt);
    const hotfix = attempt.hotfix ?? (carried?.hotfix ? true : undefined);
    const outcome = live ? 'succeeded' : attempt.outcome;
    records.push({
      ...headerOf(attempt, group, attempt.id),
      environment: attempt.environment!,
      ...(attempt.revision ? { revision: attempt.revision } : {}),
      ...(attempt.version ? { version: attempt.version } : {}),
      ...(requested ? { requestedAt: requested } : {}),
      ...(startedAt ? { startedAt } : {}),
      finishedAt: attempt.timestamp,
      outcome: isTold ? 'superseded' : outcome,
      ...(attempt.trigger ? { trigger: attempt.trigger } : {}),
      ...(pipeline ? { pipeline } : {}),
      waits: own.map(({ wait }) => wait),
      ...(carried || !changes.unknown.has(attempt)
        ? { changes: carried?.changes ?? [] }
        : {}),
      ...(carried?.truncated ? { truncated: true } : {}),
      ...(attempt.rollback === undefined ? {} : { rollback: attempt.rollback }),
      ...(hotfix === undefined ? {} : { hotfix }),
      ...(attempt.url ? { url: attempt.url } : {}),
    });
  }
  return records;
}

/** An approval of which no deployment is known yet stands for the attempt that waits, or was turned down. */
function approvalRecord(
  approval: Approval,
  covered: boolean,
  group: EventGroup,
): Deployment {
  const { wait } = approval;
  const outcomes = {
    approved: 'pending',
    rejected: 'rejected',
    'timed-out': 'canceled',
  } as const;
  const outcome = wait.decision ? outcomes[wait.decision] : 'pending';
  return {
    ...headerOf(
      { ...approval.event, source: approval.source },
      group,
      `approval:${approval.id}`,
    ),
    environment: approval.environment!,
    requestedAt: wait.from,
    ...(outcome !== 'pending' && wait.to ? { finishedAt: wait.to } : {}),
    outcome: covered ? 'superseded' : outcome,
    waits: covered ? [] : [wait],
    changes: [],
  };
}
