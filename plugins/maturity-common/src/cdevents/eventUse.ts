// SPDX-License-Identifier: Apache-2.0
import type { NormalizedEvent } from './NormalizedEvent';

/** Events that records are made from, or that join them. */
const USED = new Set([
  'repository.created',
  'change.created',
  'change.merged',
  'pipelinerun.queued',
  'pipelinerun.started',
  'pipelinerun.finished',
  'taskrun.started',
  'taskrun.finished',
  'build.finished',
  'artifact.packaged',
  'artifact.published',
  'environment.created',
  'environment.modified',
  'service.deployed',
  'service.upgraded',
  'service.rolledback',
  'incident.detected',
  'incident.reported',
  'incident.resolved',
  'ticket.created',
]);
const DRAFTS = new Set([
  'approval.created',
  'approval.updated',
  'approval.closed',
]);

/** A sentence that says why an event is of no use, undefined where it is of some. @internal */
export function findUseless(
  event: Omit<NormalizedEvent, 'keys' | 'ignored'>,
  drafts: boolean,
): string | undefined {
  const { type, subjectId } = event;
  if (DRAFTS.has(type) && !drafts) {
    return `'${type}' is an event of a draft. It is read where 'maturity.ingest.cdeventsDrafts' is true.`;
  }
  if (!USED.has(type) && !DRAFTS.has(type)) {
    return `No record is made from '${type}' events.`;
  }
  if (type === 'environment.modified' && event.environment === subjectId) {
    return 'The event names no environment: its subject has no name.';
  }
  if (type === 'taskrun.finished' && !isFailure(event)) {
    return 'A task run tells something only where it failed or was canceled, and its pipeline run tells the rest.';
  }
  if (type === 'taskrun.finished' && event.environment === undefined) {
    return "The failed task run names no environment, so it is no deployment. Name it in 'customData.environment' where it is one.";
  }
  return undefined;
}

function isFailure({ outcome }: Pick<NormalizedEvent, 'outcome'>): boolean {
  return outcome === 'failed' || outcome === 'canceled';
}
