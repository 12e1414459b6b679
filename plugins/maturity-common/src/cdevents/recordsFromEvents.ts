// SPDX-License-Identifier: Apache-2.0
import {
  DeliveryRecord,
  environmentKey,
  Incident,
  TierPattern,
} from '../records';
import { deploymentRecords, headerOf } from './deploymentRecords';
import { nameEnvironments } from './environmentNames';
import { lastUntil, pushTo } from './EventIndex';
import { EventGroup, groupEvents } from './groupEvents';
import { isLive } from './isLive';
import type { NormalizedEvent } from './NormalizedEvent';
import { provisioningRecords } from './provisioningRecords';

function incidentRecords(group: EventGroup): Incident[] {
  const byIncident = new Map<string, NormalizedEvent[]>();
  for (const event of group.events) {
    if (event.type.startsWith('incident.')) {
      const key = `${event.subjectSource ?? event.source} ${event.subjectId}`;
      pushTo(byIncident, key, event);
    }
  }
  if (byIncident.size === 0) {
    return [];
  }
  const live = group.events.filter(isLive);
  const liveIn = new Map<string, NormalizedEvent[]>();
  live.forEach(event =>
    pushTo(liveIn, environmentKey(event.environment ?? ''), event),
  );
  const records: Incident[] = [];
  for (const events of byIncident.values()) {
    const opened = events.find(({ type }) => type !== 'incident.resolved');
    if (!opened) {
      // Resolved before it was ever reported: when it began is not known, so neither is the incident.
      continue;
    }
    const resolved = events.find(
      ({ type, timestamp }) =>
        type === 'incident.resolved' && timestamp >= opened.timestamp,
    );
    const cause = lastUntil(
      opened.environment === undefined
        ? live
        : liveIn.get(environmentKey(opened.environment)) ?? [],
      opened.timestamp,
    );
    const url = events.find(event => event.url)?.url;
    records.push({
      ...headerOf(
        {
          ...opened,
          source: opened.subjectSource ?? opened.source,
          service: opened.service ?? cause?.service,
        },
        group,
        `incident:${opened.subjectId}`,
      ),
      openedAt: opened.timestamp,
      ...(opened.environment ? { environment: opened.environment } : {}),
      ...(resolved ? { resolvedAt: resolved.timestamp } : {}),
      ...(cause ? { deployment: `${cause.source} ${cause.id}` } : {}),
      ...(url ? { url } : {}),
    });
  }
  return records;
}

/** @public */
export interface RecordsFromEventsOptions {
  /** Events that name environments which the others call by their id; they make no records. */
  naming?: readonly NormalizedEvent[];
  /** The operator's mapping of environments to tiers. */
  tierPatterns?: readonly TierPattern[];
}

/**
 * Turns CDEvents into delivery records. Give it the events of whole groups: all that are linked by their keys
 * (see `loadLinkedEvents`). The result is a function of the set of events: order and duplicates change nothing,
 * and a fuller group yields later observations of the same records, so that upserting converges.
 *
 * | events | record |
 * |---|---|
 * | `service.deployed`, `service.upgraded` | deployment, succeeded at their time |
 * | `service.rolledback` | the same, `rollback` |
 * | `pipelinerun.finished`, `taskrun.finished` with outcome failure, error or cancel and an environment (`subject.content` or `customData`) | deployment, failed or canceled; superseded when its pipeline run tells the same, or when it had gone live before |
 * | `pipelinerun.queued`, `pipelinerun.started` | `requestedAt`, `startedAt` of the deployments joined to them |
 * | `change.merged` | a change of the first deployment per environment that it is joined to, by chain (within its repository where that is known), else artifact, else revision; committed when merged, unless `customData.committedAt` knows better |
 * | `change.created` | `openedAt` of that change |
 * | `artifact.packaged`, `artifact.published`, `build.finished` | join changes to deployments; first green build |
 * | `approval.created`, `.updated`, `.closed` (0.6 draft) | an approval wait of the next deployment joined to it; until there is one, a pending or rejected deployment |
 * | `incident.detected`, `.reported`, `.resolved` | incident; caused by the last deployment before it that it is joined to, else it names its environment, where it names one |
 * | `repository.created` | provisioning of a service, basis repository; with a `ticket.created` in its chain, basis ticket |
 * | `environment.created` | provisioning of an environment, basis api, or ticket likewise |
 * | `environment.created`, `environment.modified` | the name of an environment that other events call by its id |
 *
 * @public
 */
export function recordsFromEvents(
  events: readonly NormalizedEvent[],
  options: RecordsFromEventsOptions = {},
): DeliveryRecord[] {
  const { naming = [], tierPatterns = [] } = options;
  const known = new Set(events);
  const named = nameEnvironments(
    [...events, ...naming.filter(event => !known.has(event))],
    tierPatterns,
  ).slice(0, events.length);
  const records: DeliveryRecord[] = [];
  for (const group of groupEvents(named)) {
    for (const record of deploymentRecords(group)) {
      records.push({ type: 'deployment', record });
    }
    for (const record of incidentRecords(group)) {
      records.push({ type: 'incident', record });
    }
    for (const record of provisioningRecords(group, tierPatterns)) {
      records.push({ type: 'provisioning', record });
    }
  }
  const key = ({ type, record }: DeliveryRecord) =>
    `${type} ${record.source} ${record.id}`;
  return records.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
