// SPDX-License-Identifier: Apache-2.0
import { sameIdentity } from './identity';
import { lastTries } from './lastTries';
import { LiveRevision, LiveRevisions } from './liveRevisions';
import { DeploymentView } from './types';

/** What one pipeline run deployed before something else went live; a deployment without a run is one alone. @internal */
export interface RunParts {
  /** In the order in which they began. */
  parts: DeploymentView[];
  /** `source` + space + run. */
  run?: string;
  begin: number;
  /** Each part deployed what was live already. */
  redeploys: boolean;
  /** It brings back something older, as far as its records do not say so themselves. */
  returns: boolean;
}

/** A chain of child pipelines is followed this far; GitLab allows two levels. */
const DEEPEST_CHILD = 10;

/**
 * Parts by the run that made them. Attempts of a run stay together only until another revision went live in between:
 * running an old run again is a rollback.
 *
 * @param parts - in the order in which they began
 * @param within - milliseconds after which deploying the same there again is not a further job; 0: each part alone
 * @internal
 */
export function groupRuns(
  parts: readonly DeploymentView[],
  within: number,
): RunParts[] {
  const live = new LiveRevisions(parts);
  const parents = parentsOf(parts);
  const current = new Map<string, RunParts>();
  const groups: RunParts[] = [];
  parts.forEach((part, place) => {
    live.advanceTo(part, place);
    const liveHere = live.liveIn(part.environment);
    const redeploys = isRedeployed(part, liveHere);
    const run = runOf(part, parents);
    const before =
      within > 0 && run !== undefined ? current.get(run) : undefined;
    const stays =
      before &&
      !isOvertaken(before, part, live) &&
      !(redeploys && isRepeated(before.parts, part, within));
    if (stays) {
      before.parts.push(part);
      before.redeploys &&= redeploys;
      before.returns ||= saysNothing(part) && live.isReturn(part);
      return;
    }
    const group: RunParts = {
      parts: [part],
      run,
      begin: part.begin,
      redeploys,
      returns:
        saysNothing(part) &&
        !redeploys &&
        (before !== undefined || live.isReturn(part)),
    };
    groups.push(group);
    if (run !== undefined) current.set(run, group);
  });
  return groups;
}

function saysNothing({ deployment }: DeploymentView): boolean {
  return deployment.rollback === undefined;
}

function isRedeployed(
  part: DeploymentView,
  live: LiveRevision | undefined,
): boolean {
  return (
    live !== undefined &&
    part.changes.length === 0 &&
    sameIdentity(live.part, part) === true
  );
}

/** Whether another revision went live since the run deployed there before. */
function isOvertaken(
  before: RunParts,
  part: DeploymentView,
  live: LiveRevisions,
): boolean {
  const isOvertakenAfter = (earlier: DeploymentView) => {
    const now = live.liveIn(earlier.environment);
    return (
      now !== undefined &&
      now.since > (earlier.finished ?? earlier.begin) &&
      sameIdentity(now.part, part) === false
    );
  };
  const there = findLast(
    before.parts,
    ({ environment }) => environment === part.environment,
  );
  const attempt = attemptOf(part);
  if (there) {
    const sameAttempt = attempt !== undefined && attemptOf(there) === attempt;
    return !sameAttempt && isOvertakenAfter(there);
  }
  // The first part of a later attempt in this environment; its attempt belongs together.
  const last = attemptOf(before.parts[before.parts.length - 1]);
  return (
    attempt !== undefined &&
    last !== undefined &&
    attempt > last &&
    before.parts.some(isOvertakenAfter)
  );
}

/** Whether a run that had done all of its work does it once more, where that changes nothing. */
function isRepeated(
  before: readonly DeploymentView[],
  part: DeploymentView,
  within: number,
): boolean {
  if (!lastTries(before).every(({ outcome }) => outcome === 'succeeded')) {
    return false;
  }
  const last = before[before.length - 1];
  const attempt = attemptOf(part);
  if (attempt !== undefined && attemptOf(last) !== undefined) {
    return attempt !== attemptOf(last);
  }
  const job = part.deployment.pipeline?.job;
  const didSo = before.some(
    ({ environment, deployment }) =>
      environment === part.environment && deployment.pipeline?.job === job,
  );
  const end = Math.max(
    ...before.map(({ finished, begin }) => finished ?? begin),
  );
  return (job !== undefined && didSo) || part.begin - end > within;
}

function attemptOf({ deployment }: DeploymentView): number | undefined {
  return deployment.pipeline?.attempt;
}

function parentsOf(parts: readonly DeploymentView[]): Map<string, string> {
  const parents = new Map<string, string>();
  for (const { deployment } of parts) {
    const { run, parent } = deployment.pipeline ?? {};
    if (run !== undefined && parent !== undefined && run !== parent) {
      parents.set(
        `${deployment.source} ${run}`,
        `${deployment.source} ${parent}`,
      );
    }
  }
  return parents;
}

function runOf(
  { deployment }: DeploymentView,
  parents: ReadonlyMap<string, string>,
): string | undefined {
  const run = deployment.pipeline?.run;
  if (run === undefined) {
    return undefined;
  }
  let root = `${deployment.source} ${run}`;
  for (let depth = 0; depth < DEEPEST_CHILD; depth++) {
    const parent = parents.get(root);
    if (parent === undefined) break;
    root = parent;
  }
  return root;
}

function findLast<T>(
  items: readonly T[],
  matches: (item: T) => boolean,
): T | undefined {
  for (let index = items.length - 1; index >= 0; index--) {
    if (matches(items[index])) return items[index];
  }
  return undefined;
}
