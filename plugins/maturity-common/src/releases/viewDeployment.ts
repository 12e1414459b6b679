// SPDX-License-Identifier: Apache-2.0
import { toMillis } from '../measures/support/time';
import {
  Deployment,
  environmentKey,
  recordKey,
  resolveTier,
  TierPattern,
} from '../records';
import { identityOf } from './identity';
import { isCanary } from './isCanary';
import { ChangeView, DeploymentView, WaitView } from './types';

/**
 * A deployment as it was known at an instant; undefined where nothing of it had happened by then.
 *
 * @param now - milliseconds
 * @internal
 */
export function viewDeployment(
  deployment: Deployment,
  now: number,
  tierPatterns: readonly TierPattern[],
): DeploymentView | undefined {
  const requested = millisOf(deployment.requestedAt);
  const started = millisOf(deployment.startedAt);
  const ended = millisOf(deployment.finishedAt);
  const firstHeard =
    requested ?? started ?? ended ?? toMillis(deployment.observedAt);
  if (firstHeard > now) {
    return undefined;
  }
  const finished = ended !== undefined && ended <= now ? ended : undefined;
  const endsLater = ended !== undefined && finished === undefined;
  const tier = resolveTier(
    deployment.environment,
    deployment.tier,
    tierPatterns,
  );
  const canary =
    (tier === 'production' || tier === 'other') && isCanary(deployment);
  // Only production is measured in detail; the times of other tiers' waits and changes are never read.
  const detailed = tier === 'production' || canary;
  const waits = detailed ? viewWaits(deployment, finished, now) : [];
  return {
    deployment,
    key: recordKey(deployment),
    tier,
    environment: environmentKey(deployment.environment),
    canary,
    outcome: endsLater ? 'pending' : deployment.outcome ?? 'pending',
    identity: detailed ? identityOf(deployment) : undefined,
    begin: requested ?? beginOf(waits, started, finished) ?? firstHeard,
    requested,
    started,
    finished,
    waits,
    changes: detailed ? viewChanges(deployment) : [],
  };
}

function beginOf(
  waits: readonly WaitView[],
  started: number | undefined,
  finished: number | undefined,
): number | undefined {
  const firstWait = waits[0]?.from;
  if (firstWait !== undefined && started !== undefined) {
    return Math.min(firstWait, started);
  }
  return firstWait ?? started ?? finished;
}

function viewWaits(
  deployment: Deployment,
  finished: number | undefined,
  now: number,
): WaitView[] {
  const waits: WaitView[] = [];
  for (const wait of deployment.waits ?? []) {
    const from = toMillis(wait.from);
    if (from > now) continue;
    const ended = wait.to === undefined ? finished : toMillis(wait.to);
    const open = ended === undefined || ended > now;
    const to = open ? now : ended;
    waits.push({ wait, from, to: Math.max(from, to), open });
  }
  return waits.sort((a, b) => a.from - b.from || a.to - b.to);
}

function viewChanges(deployment: Deployment): ChangeView[] {
  return (deployment.changes ?? []).map(change => ({
    change,
    committed: toMillis(change.committedAt),
    opened: millisOf(change.openedAt),
    merged: millisOf(change.mergedAt),
  }));
}

function millisOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : toMillis(instant);
}
