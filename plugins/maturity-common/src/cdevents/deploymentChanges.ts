// SPDX-License-Identifier: Apache-2.0
import {
  bringsOnlyHotfixes,
  Change,
  environmentKey,
  MAX_CHANGES_PER_DEPLOYMENT,
} from '../records';
import { firstFrom, pushTo } from './EventIndex';
import { byTime } from './groupEvents';
import type { NormalizedEvent } from './NormalizedEvent';

const SUCCEEDED = new Set([
  'service.deployed',
  'service.upgraded',
  'service.rolledback',
]);

/** Whether an event says that something went live. */
export function isLive(event: NormalizedEvent): boolean {
  return SUCCEEDED.has(event.type);
}

interface MergedChange {
  event: NormalizedEvent;
  change: Change;
}

/** Changes that went live for the first time with a deployment. */
export interface DeployedChanges {
  changes: Change[];
  truncated: boolean;
  /** Every change of it repairs something. */
  hotfix: boolean;
}

function readChanges(events: NormalizedEvent[]): MergedChange[] {
  const opened = new Map<string, string>();
  const changeKey = (event: NormalizedEvent) =>
    `${event.repository ?? event.source}#${event.subjectId}`;
  for (const event of events) {
    if (event.type === 'change.created' && !opened.has(changeKey(event))) {
      opened.set(changeKey(event), event.timestamp);
    }
  }
  const merged = new Map<string, MergedChange>();
  for (const event of events) {
    const revision = event.revision ?? event.subjectId;
    if (event.type !== 'change.merged' || merged.has(revision)) {
      continue;
    }
    const openedAt = opened.get(changeKey(event));
    const { timestamp, committedAt } = event;
    merged.set(revision, {
      event,
      change: {
        revision: revision.slice(0, 256),
        // Nothing is merged before it is committed or opened, whatever the clocks say.
        committedAt:
          committedAt && committedAt < timestamp ? committedAt : timestamp,
        ...(openedAt && openedAt <= timestamp ? { openedAt } : {}),
        mergedAt: timestamp,
      },
    });
  }
  return [...merged.values()];
}

/** Deployments by environment, service and source, each in order of time. */
function byPlace(deployments: NormalizedEvent[]): NormalizedEvent[][] {
  const places = new Map<string, NormalizedEvent[]>();
  for (const deployment of deployments) {
    const { environment = '', service, source } = deployment;
    const place = `${environmentKey(environment)}\n${service}\n${source}`;
    pushTo(places, place, deployment);
  }
  return [...places.values()];
}

/**
 * Gives each change of a group to the deployment that it first went live with, once per environment and
 * service. A change and a deployment are joined by chain; where no deployment has the change's chain, by the
 * artifact made from it; where there is none either, by revision.
 */
export function assignChanges(
  events: NormalizedEvent[],
): Map<NormalizedEvent, DeployedChanges> {
  const live = events.filter(isLive);
  const byChain = new Map<string, NormalizedEvent[]>();
  const byPurl = new Map<string, NormalizedEvent[]>();
  const byRevision = new Map<string, NormalizedEvent[]>();
  for (const deployment of live) {
    const { chainId, purl, revision } = deployment;
    if (chainId) pushTo(byChain, chainId, deployment);
    if (purl) pushTo(byPurl, purl, deployment);
    if (revision) pushTo(byRevision, revision.toLowerCase(), deployment);
  }
  const purlsByChain = new Map<string, string[]>();
  const purlsByRevision = new Map<string, string[]>();
  for (const { type, purl, chainId, revision } of events) {
    if (purl && type.startsWith('artifact.')) {
      if (chainId) pushTo(purlsByChain, chainId, purl);
      if (revision) pushTo(purlsByRevision, revision.toLowerCase(), purl);
    }
  }
  const candidatesOf = (event: NormalizedEvent): NormalizedEvent[] => {
    const chained = event.chainId ? byChain.get(event.chainId) : undefined;
    if (chained) {
      return chained;
    }
    const revision = event.revision?.toLowerCase();
    const purls = new Set([
      ...((event.chainId && purlsByChain.get(event.chainId)) || []),
      ...((revision && purlsByRevision.get(revision)) || []),
    ]);
    const made = [...purls].flatMap(purl => byPurl.get(purl) ?? []);
    if (made.length > 0) {
      return made.length === 1 ? made : made.sort(byTime);
    }
    return (revision && byRevision.get(revision)) || [];
  };

  // Changes of one chain have the same deployments, the same list of them.
  const placesOfList = new Map<NormalizedEvent[], NormalizedEvent[][]>();
  const placesOf = (candidates: NormalizedEvent[]) => {
    let places = placesOfList.get(candidates);
    if (!places) {
      places = byPlace(candidates);
      placesOfList.set(candidates, places);
    }
    return places;
  };

  const assigned = new Map<NormalizedEvent, MergedChange[]>();
  for (const merged of readChanges(events)) {
    const candidates = candidatesOf(merged.event);
    for (const deployments of placesOf(candidates)) {
      // Clocks differ between systems: an only deployment is the one, even when it seems to come first.
      const first =
        candidates.length === 1
          ? deployments[0]
          : firstFrom(deployments, merged.event.timestamp);
      if (first) {
        pushTo(assigned, first, merged);
      }
    }
  }
  return new Map(
    [...assigned].map(([deployment, merged]) => {
      const sorted = merged.sort((a, b) =>
        `${a.change.committedAt} ${a.change.revision}` <
        `${b.change.committedAt} ${b.change.revision}`
          ? -1
          : 1,
      );
      return [
        deployment,
        {
          // The newest are kept: they are the ones that the deployment was made for.
          changes: sorted
            .slice(-MAX_CHANGES_PER_DEPLOYMENT)
            .map(({ change }) => change),
          truncated: sorted.length > MAX_CHANGES_PER_DEPLOYMENT,
          hotfix: bringsOnlyHotfixes(
            sorted.map(({ event }) => ({
              marked: event.hotfix === true || event.revert === true,
            })),
          ),
        },
      ];
    }),
  );
}
