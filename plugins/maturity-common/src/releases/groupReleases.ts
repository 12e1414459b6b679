// SPDX-License-Identifier: Apache-2.0
import { MINUTE } from '../measures/support/time';
import { BegunReleases } from './begunReleases';
import { RunParts } from './groupRuns';
import { sameIdentity, versionIdentity } from './identity';
import { DeploymentView, ReleaseParts } from './types';

/** Jobs of one run follow one another this closely; asked only where no run is known. */
const JOBS_FOLLOW_WITHIN = 10 * MINUTE;

interface Newest {
  release?: ReleaseParts;
  redeployment?: ReleaseParts;
}

/** The newest release of each revision: what was rolled out, and what deployed it again later. */
class NewestReleases {
  private readonly releases = new Map<string, ReleaseParts>();
  private readonly redeployments = new Map<string, ReleaseParts>();

  add(release: ReleaseParts, keys: readonly string[]): void {
    const known = release.redeployment ? this.redeployments : this.releases;
    for (const key of keys) known.set(key, release);
  }

  /** Of the first key that is known. */
  find(keys: readonly string[]): Newest | undefined {
    for (const key of keys) {
      const release = this.releases.get(key);
      const redeployment = this.redeployments.get(key);
      if (release || redeployment) return { release, redeployment };
    }
    return undefined;
  }
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
  const newest = new NewestReleases();
  const begun = new BegunReleases();
  for (const group of groups) {
    const keys = keysOf(group.parts);
    const known = within > 0 ? newest.find(keys) : undefined;
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
    newest.add(release, keys);
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
  return {
    parts: [...group.parts],
    runSources: group.run === undefined ? [] : [sourceOf(group.run)],
    begin: group.begin,
    end: endOf(group.parts),
    open: isOpen(group.parts),
    redeployment: group.redeploys,
    returns: group.returns,
  };
}

function addParts(release: ReleaseParts, group: RunParts): void {
  for (const part of group.parts) release.parts.push(part);
  release.end = Math.max(release.end, endOf(group.parts));
  release.open ||= isOpen(group.parts);
  release.returns ||= group.returns;
  if (group.run !== undefined) {
    const source = sourceOf(group.run);
    if (!release.runSources.includes(source)) release.runSources.push(source);
  }
}

function endOf(parts: readonly DeploymentView[]): number {
  let end = -Infinity;
  for (const { finished, begin } of parts) {
    end = Math.max(end, finished ?? begin);
  }
  return end;
}

function isOpen(parts: readonly DeploymentView[]): boolean {
  return parts.some(({ outcome }) => outcome === 'pending');
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
