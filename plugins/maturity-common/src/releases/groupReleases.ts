// SPDX-License-Identifier: Apache-2.0
import { MINUTE } from '../measures/support/time';
import { BegunReleases } from './begunReleases';
import { RunParts } from './groupRuns';
import { sameIdentity, versionIdentity } from './identity';
import { DeploymentView, ReleaseParts } from './types';

/** Jobs of one run follow one another this closely; asked only where no run is known. */
const JOBS_FOLLOW_WITHIN = 10 * MINUTE;

/** The newest of one revision: what was rolled out, and what deployed it again later. */
interface Newest {
  release?: ReleaseParts;
  redeployment?: ReleaseParts;
}

/**
 * Joins what several runs deployed of one revision into releases.
 *
 * @param groups - in the order in which they began
 * @param within - milliseconds from the end of a part in which the next one must begin; 0: nothing is joined
 * @internal
 */
export function groupReleases(
  groups: readonly RunParts[],
  within: number,
): ReleaseParts[] {
  const releases: ReleaseParts[] = [];
  const newest = new Map<string, Newest>();
  const begun = new BegunReleases();
  for (const group of groups) {
    const keys = keysOf(group.parts);
    const known = within > 0 ? newestOf(newest, keys) : undefined;
    let release = known && findRelease(known, group, begun, within);
    if (release) {
      addParts(release, group);
    } else {
      release = startRelease(group);
      releases.push(release);
    }
    if (!release.redeployment) {
      for (const part of group.parts) begun.add(part, release);
    }
    for (const key of keys) {
      const entry = newest.get(key) ?? {};
      entry[release.redeployment ? 'redeployment' : 'release'] = release;
      newest.set(key, entry);
    }
  }
  return releases;
}

/** A redeployment never moves the end of the release that it repeats. */
function findRelease(
  { release, redeployment }: Newest,
  group: RunParts,
  begun: BegunReleases,
  within: number,
): ReleaseParts | undefined {
  const joins = (candidate: ReleaseParts) =>
    isSoonAfter(candidate, group, within) &&
    // Found by its version, which may be a tag that moved.
    sameIdentity(candidate.parts[0], group.parts[0]) !== false &&
    !begun.isOvertaken(candidate, group.parts);
  if (!group.redeploys) {
    return release && joins(release) ? release : undefined;
  }
  if (
    release &&
    isSoonAfter(release, group, JOBS_FOLLOW_WITHIN) &&
    mayBeOneRun(release, group) &&
    joins(release)
  ) {
    return release;
  }
  return redeployment && joins(redeployment) ? redeployment : undefined;
}

function isSoonAfter(
  release: ReleaseParts,
  group: RunParts,
  within: number,
): boolean {
  return release.open || group.begin - release.end <= within;
}

/** Two runs that one source tells apart are two. */
function mayBeOneRun({ runSources }: ReleaseParts, { run }: RunParts): boolean {
  return run === undefined || !runSources.includes(sourceOf(run));
}

function sourceOf(run: string): string {
  return run.slice(0, run.lastIndexOf(' '));
}

function startRelease(group: RunParts): ReleaseParts {
  const release: ReleaseParts = {
    parts: [],
    runSources: [],
    begin: group.begin,
    end: -Infinity,
    open: false,
    redeployment: group.redeploys,
    returns: false,
  };
  addParts(release, group);
  return release;
}

function addParts(release: ReleaseParts, group: RunParts): void {
  for (const part of group.parts) {
    release.parts.push(part);
    release.end = Math.max(release.end, part.finished ?? part.begin);
    release.open ||= part.outcome === 'pending';
  }
  release.returns ||= group.returns;
  if (group.run !== undefined) {
    const source = sourceOf(group.run);
    if (!release.runSources.includes(source)) release.runSources.push(source);
  }
}

function keysOf(parts: readonly DeploymentView[]): string[] {
  if (parts.length === 1) {
    return keysOfOne(parts[0]);
  }
  return [...new Set(parts.flatMap(keysOfOne))];
}

function keysOfOne({ identity, deployment }: DeploymentView): string[] {
  if (identity === undefined) {
    return [];
  }
  const { version } = deployment;
  const key = version === undefined ? identity : versionIdentity(version);
  return key === identity ? [identity] : [identity, key];
}

function newestOf(
  newest: ReadonlyMap<string, Newest>,
  keys: readonly string[],
): Newest | undefined {
  for (const key of keys) {
    const entry = newest.get(key);
    if (entry) return entry;
  }
  return undefined;
}
