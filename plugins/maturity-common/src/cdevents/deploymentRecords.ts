// SPDX-License-Identifier: Apache-2.0
import { Deployment, Wait } from '../records';
import { assignChanges, isLive } from './deploymentChanges';
import type { EventGroup } from './groupEvents';
import type { NormalizedEvent } from './NormalizedEvent';

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

/**
 * The repository of an event: its own word; else what the events joined to it agree on; else its source, which
 * for a deployment tool is often no repository at all; else the sources of what is joined to it.
 */
function repositoryOf(
  event: NormalizedEvent,
  group: EventGroup,
): string | undefined {
  if (event.repository && event.repositoryFrom !== 'source') {
    return event.repository;
  }
  const stated = new Set(
    group.events.flatMap(other =>
      other.repository && other.repositoryFrom !== 'source'
        ? [other.repository]
        : [],
    ),
  );
  if (stated.size === 1) {
    return [...stated][0];
  }
  if (event.repository) {
    return event.repository;
  }
  const sources = new Set(
    group.events.flatMap(other =>
      /^(?:change|artifact|service)\./.test(other.type) && other.repository
        ? [other.repository]
        : [],
    ),
  );
  return sources.size === 1 ? [...sources][0] : undefined;
}

function joined(a: NormalizedEvent, b: NormalizedEvent): boolean {
  return a.keys.some(key => b.keys.includes(key));
}

function readApprovals(events: NormalizedEvent[]): Approval[] {
  const bySubject = new Map<string, NormalizedEvent[]>();
  for (const event of events) {
    if (event.type.startsWith('approval.')) {
      const key = `${home(event)} ${event.subjectId}`;
      bySubject.set(key, [...(bySubject.get(key) ?? []), event]);
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

/** When the run behind a deployment was asked for and began. */
function runTimes(event: NormalizedEvent, events: NormalizedEvent[]) {
  const before = events.filter(
    other =>
      other.type.startsWith('pipelinerun.') &&
      other.type !== 'pipelinerun.finished' &&
      other.timestamp <= event.timestamp &&
      (other.environment === undefined ||
        other.environment === event.environment) &&
      joined(other, event),
  );
  const last = before[before.length - 1];
  if (!last) {
    return {};
  }
  const own = before.filter(
    other => other.subjectId === last.subjectId && home(other) === home(last),
  );
  const at = (type: string) =>
    own.find(other => other.type === type)?.timestamp;
  return {
    requestedAt: at('pipelinerun.queued'),
    startedAt: at('pipelinerun.started'),
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

/** A failing run is told by another event when its pipeline run failed too, or when it had gone live before. */
function toldElsewhere(
  event: NormalizedEvent,
  events: NormalizedEvent[],
  startedAt: string | undefined,
): boolean {
  if (
    event.type === 'taskrun.finished' &&
    events.some(
      other =>
        other.type === 'pipelinerun.finished' &&
        isFailedRun(other) &&
        other.subjectId === event.run &&
        other.environment === event.environment,
    )
  ) {
    return true;
  }
  return (
    startedAt !== undefined &&
    events.some(
      other =>
        isLive(other) &&
        other.environment === event.environment &&
        other.timestamp >= startedAt &&
        other.timestamp <= event.timestamp &&
        joined(other, event),
    )
  );
}

/** Deployment records of a group of joined events. */
export function deploymentRecords(group: EventGroup): Deployment[] {
  const { events } = group;
  const attempts = events.filter(
    event => (isLive(event) && event.environment) || isFailedRun(event),
  );
  const changes = assignChanges(events);
  const waits = new Map<NormalizedEvent, Approval[]>();
  const records: Deployment[] = [];
  for (const approval of readApprovals(events)) {
    const attempt = attempts.find(
      candidate =>
        candidate.timestamp >= approval.wait.from &&
        (approval.environment === undefined ||
          approval.environment === candidate.environment) &&
        joined(candidate, approval.event),
    );
    if (attempt) {
      waits.set(attempt, [...(waits.get(attempt) ?? []), approval]);
    }
    if (approval.environment) {
      records.push(approvalRecord(approval, attempt !== undefined, group));
    }
  }
  for (const attempt of attempts) {
    const own = waits.get(attempt) ?? [];
    const carried = changes.get(attempt);
    const { startedAt, ...run } = runTimes(attempt, events);
    // Who had to wait, had asked before; a run may start first and wait in the middle.
    const asked = [run.requestedAt, ...own.map(({ wait }) => wait.from)];
    const requested = [...asked, asked.some(Boolean) ? startedAt : undefined]
      .filter((time): time is string => time !== undefined)
      .sort()[0];
    const live = isLive(attempt);
    const told = !live && toldElsewhere(attempt, events, startedAt);
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
      outcome: told ? 'superseded' : outcome,
      ...(attempt.trigger ? { trigger: attempt.trigger } : {}),
      waits: own.map(({ wait }) => wait),
      changes: carried?.changes ?? [],
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
