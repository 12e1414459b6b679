// SPDX-License-Identifier: Apache-2.0
import { uniteIntervals } from '../measures/support/intervals';
import { lastTries } from './lastTries';
import { ChangeView, DeploymentView, Release, ReleaseParts } from './types';

/** What several deployments are as one release. @internal */
export function buildRelease(group: ReleaseParts): Release {
  const { parts, redeployment, returns } = group;
  if (parts.length === 1 && !parts[0].canary) {
    return releaseOfOne(parts[0], group);
  }
  const tries = lastTries(parts);
  const outcome = outcomeOf(tries);
  const ended = outcome === 'pending' ? undefined : endOf(parts);
  const waits =
    parts.length === 1
      ? parts[0].waits
      : parts
          .flatMap(part => part.waits)
          .sort((a, b) => a.from - b.from || a.to - b.to);
  const lead = ended ?? parts[parts.length - 1];
  return {
    key: lead.key,
    lead,
    parts,
    environments: uniqueEnvironments(parts),
    failedIn: uniqueEnvironments(
      tries.filter(part => part.outcome === 'failed'),
    ),
    outcome,
    begin: parts.reduce((first, part) => Math.min(first, part.begin), Infinity),
    ...(ended && { finished: ended.finished }),
    waits,
    approvals: approvalsOf(waits),
    changes: uniteChanges(parts),
    changesKnown: parts.some(
      ({ deployment }) => deployment.changes !== undefined,
    ),
    truncated: parts.some(({ deployment }) => deployment.truncated === true),
    rollback:
      returns || parts.some(({ deployment }) => deployment.rollback === true),
    hotfix: isHotfix(parts),
    redeployment,
  };
}

/** Most releases are one deployment, and an evaluation makes a hundred of them. */
function releaseOfOne(
  part: DeploymentView,
  { parts, redeployment, returns }: ReleaseParts,
): Release {
  const { deployment, environment, outcome, waits, changes } = part;
  const environments = [environment];
  const release: Release = {
    key: part.key,
    lead: part,
    parts,
    environments,
    failedIn: outcome === 'failed' ? environments : [],
    outcome,
    begin: part.begin,
    waits,
    approvals: approvalsOf(waits),
    changes,
    changesKnown: deployment.changes !== undefined,
    truncated: deployment.truncated === true,
    rollback: returns || deployment.rollback === true,
    hotfix: deployment.hotfix === true,
    redeployment,
  };
  if (outcome !== 'pending' && part.finished !== undefined) {
    release.finished = part.finished;
  }
  return release;
}

function approvalsOf(waits: Release['waits']): Release['approvals'] {
  if (waits.length === 1) {
    const [{ wait, from, to }] = waits;
    return wait.kind === 'approval' && to > from ? [{ from, to }] : [];
  }
  return waits.length === 0
    ? []
    : uniteIntervals(waits.filter(({ wait }) => wait.kind === 'approval'));
}

function outcomeOf(tries: readonly DeploymentView[]): Release['outcome'] {
  if (tries.length === 1 && !tries[0].canary) {
    return tries[0].outcome;
  }
  if (tries.some(({ outcome }) => outcome === 'failed')) {
    return 'failed';
  }
  const isOpen =
    tries.some(({ outcome }) => outcome === 'pending') ||
    tries.every(({ canary }) => canary);
  if (isOpen) {
    return 'pending';
  }
  const unsuccessful = lastOfEach(tries).filter(
    ({ outcome }) => outcome !== 'succeeded',
  );
  return lastEnded(unsuccessful)?.outcome ?? 'succeeded';
}

/** How each environment ended. What was superseded says nothing where something else ended. */
function lastOfEach(tries: readonly DeploymentView[]): DeploymentView[] {
  const byEnvironment = new Map<string, DeploymentView[]>();
  for (const part of tries) {
    const there = byEnvironment.get(part.environment);
    if (there) there.push(part);
    else byEnvironment.set(part.environment, [part]);
  }
  return [...byEnvironment.values()].map(
    there =>
      lastEnded(there.filter(({ outcome }) => outcome !== 'superseded')) ??
      there[there.length - 1],
  );
}

/** The part whose end is the release's end. */
function endOf(parts: readonly DeploymentView[]): DeploymentView | undefined {
  return (
    lastEnded(parts.filter(({ outcome }) => outcome !== 'superseded')) ??
    lastEnded(parts)
  );
}

function lastEnded(
  parts: readonly DeploymentView[],
): DeploymentView | undefined {
  let last: DeploymentView | undefined;
  for (const part of parts) {
    if (
      part.finished !== undefined &&
      part.outcome !== 'pending' &&
      !(last && last.finished! > part.finished)
    ) {
      last = part;
    }
  }
  return last;
}

function uniqueEnvironments(parts: readonly DeploymentView[]): string[] {
  return parts.length === 1
    ? [parts[0].environment]
    : [...new Set(parts.map(({ environment }) => environment))];
}

function uniteChanges(parts: readonly DeploymentView[]): ChangeView[] {
  if (parts.length === 1) {
    return parts[0].changes;
  }
  const byRevision = new Map<string, ChangeView>();
  for (const { changes } of parts) {
    for (const change of changes) {
      const { revision } = change.change;
      if (!byRevision.has(revision)) byRevision.set(revision, change);
    }
  }
  return [...byRevision.values()];
}

/** A part that brings something which is no hotfix makes the whole none. */
function isHotfix(parts: readonly DeploymentView[]): boolean {
  return (
    parts.some(({ deployment }) => deployment.hotfix === true) &&
    !parts.some(
      ({ deployment, changes }) =>
        deployment.hotfix === false && changes.length > 0,
    )
  );
}
