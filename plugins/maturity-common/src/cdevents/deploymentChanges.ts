// SPDX-License-Identifier: Apache-2.0
import { Change, MAX_CHANGES_PER_DEPLOYMENT } from '../records';
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

function pushTo<T>(map: Map<string, T[]>, key: string | undefined, item: T) {
  if (key === undefined) {
    return;
  }
  const known = map.get(key);
  if (known) {
    known.push(item);
  } else {
    map.set(key, [item]);
  }
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
    pushTo(byChain, deployment.chainId, deployment);
    pushTo(byPurl, deployment.purl, deployment);
    pushTo(byRevision, deployment.revision?.toLowerCase(), deployment);
  }
  const purlsByChain = new Map<string, string[]>();
  const purlsByRevision = new Map<string, string[]>();
  for (const { type, purl, chainId, revision } of events) {
    if (purl && type.startsWith('artifact.')) {
      pushTo(purlsByChain, chainId, purl);
      pushTo(purlsByRevision, revision?.toLowerCase(), purl);
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
    const made = live.filter(({ purl }) => purl && purls.has(purl));
    if (made.length > 0) {
      return made;
    }
    return (revision && byRevision.get(revision)) || [];
  };

  const assigned = new Map<NormalizedEvent, MergedChange[]>();
  for (const merged of readChanges(events)) {
    const places = new Map<string, NormalizedEvent[]>();
    const candidates = candidatesOf(merged.event);
    for (const candidate of candidates) {
      pushTo(
        places,
        `${candidate.environment} ${candidate.service} ${candidate.source}`,
        candidate,
      );
    }
    for (const deployments of places.values()) {
      // Clocks differ between systems: an only deployment is the one, even when it seems to come first.
      const first =
        candidates.length === 1
          ? deployments[0]
          : deployments.find(
              ({ timestamp }) => timestamp >= merged.event.timestamp,
            );
      if (first) {
        const known = assigned.get(first);
        if (known) {
          known.push(merged);
        } else {
          assigned.set(first, [merged]);
        }
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
          hotfix: sorted.every(
            ({ event }) => event.hotfix === true || event.revert === true,
          ),
        },
      ];
    }),
  );
}
