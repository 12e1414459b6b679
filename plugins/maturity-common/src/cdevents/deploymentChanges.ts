// SPDX-License-Identifier: Apache-2.0
import {
  bringsOnlyHotfixes,
  Change,
  MAX_CHANGES_PER_DEPLOYMENT,
} from '../records';
import { CandidateDeployments, Candidates } from './CandidateDeployments';
import { firstFrom, pushTo } from './EventIndex';
import type { EventGroup } from './groupEvents';
import type { NormalizedEvent } from './NormalizedEvent';
import { repositoryOf } from './repositoryOf';

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

/** The changes of deployments. */
export interface AssignedChanges {
  assigned: Map<NormalizedEvent, DeployedChanges>;
  /** Deployments whose changes nobody can tell, because their chain joins too much. */
  unknown: ReadonlySet<NormalizedEvent>;
}

/**
 * Gives each change of a group to the deployment that it first went live with, once per environment and
 * service. A change and a deployment are joined by chain, within their repository where that is known; where no
 * deployment has the change's chain, by the artifact made from it; where there is none either, by revision.
 */
export function assignChanges(group: EventGroup): AssignedChanges {
  const { events } = group;
  const candidates = new CandidateDeployments(events, event =>
    repositoryOf(event, group),
  );
  const merged = new Map<NormalizedEvent, MergedChange[]>();
  const unbelieved = new Set<Candidates>();
  for (const change of readChanges(events)) {
    const found = candidates.of(change.event);
    found.unbelieved.forEach(list => unbelieved.add(list));
    const isOnly =
      found.believed.length === 1 && found.believed[0].deployments.length === 1;
    for (const deployments of found.believed.flatMap(({ places }) => places)) {
      // Clocks differ between systems: an only deployment is the one, even when it seems to come first.
      const first = isOnly
        ? deployments[0]
        : firstFrom(deployments, change.event.timestamp);
      if (first) {
        pushTo(merged, first, change);
      }
    }
  }
  return {
    assigned: new Map(
      [...merged].map(([deployment, changes]) => [
        deployment,
        deployedChanges(changes),
      ]),
    ),
    unknown: new Set([...unbelieved].flatMap(({ deployments }) => deployments)),
  };
}

function deployedChanges(merged: MergedChange[]): DeployedChanges {
  const sorted = merged.sort((a, b) =>
    `${a.change.committedAt} ${a.change.revision}` <
    `${b.change.committedAt} ${b.change.revision}`
      ? -1
      : 1,
  );
  return {
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
  };
}
