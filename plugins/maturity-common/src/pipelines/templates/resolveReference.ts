// SPDX-License-Identifier: Apache-2.0
import semver from 'semver';
import { PipelineReference } from '../../records';
import { guessRefKind } from '../github/readUses';
import {
  ResolvedReference,
  Template,
  TemplateRegistry,
  TemplateVersion,
} from '../types';
import { findTemplate } from './findTemplate';
import { catalogueOf, parseVersionName, Release } from './versions';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const HEXADECIMAL = /^[0-9a-f]{7,64}$/i;
const NEWEST_REFS = new Set(['~latest', 'latest']);

/** What a ref names in a template's repository, before any version is looked at. @internal */
export interface RefTarget {
  kind: ResolvedReference['refKind'];
  floating: boolean;
  revision?: string;
  /** The tag that was named, if one was. */
  tag?: TemplateVersion;
}

/**
 * A component's `@1` or `@1.2` is the newest release that begins so. So is a moving tag (`v1`) at GitHub where only
 * releases are declared, and nobody says at which commit the tag is.
 */
function partialVersion(
  template: Template,
  written: string,
): TemplateVersion | undefined {
  const ref =
    template.provider === 'github' ? written.replace(/^v/, '') : written;
  if (!/^\d+(?:\.\d+)?$/.test(ref)) {
    return undefined;
  }
  const matching = catalogueOf(template).releases.filter(
    release =>
      release.package === '' &&
      release.version.prerelease.length === 0 &&
      `${release.version.version}.`.startsWith(`${ref}.`),
  );
  return matching[matching.length - 1];
}

function revisionByPrefix(template: Template, ref: string) {
  const prefix = ref.toLowerCase();
  const revisions = new Set(
    [
      ...template.versions.map(version => version.revision),
      ...template.snapshots.map(snapshot => snapshot.revision),
    ]
      .map(revision => revision.toLowerCase())
      .filter(revision => revision.startsWith(prefix)),
  );
  // A short SHA that fits two commits names neither.
  return revisions.size === 1 ? [...revisions][0] : undefined;
}

function branchTarget(template: Template, branch: string): RefTarget {
  const named = catalogueOf(template).byName.get(branch);
  const revision =
    named?.releasedAt === undefined ? named?.revision : undefined;
  return {
    kind: 'branch',
    floating: true,
    ...(revision ? { revision: revision.toLowerCase() } : {}),
  };
}

/**
 * Says what the ref of a reference is: a tag wins over a branch of the same name, as at the providers.
 *
 * @internal
 */
export function resolveRef(
  reference: PipelineReference,
  template: Template,
): RefTarget {
  const { byName } = catalogueOf(template);
  const written = reference.ref;
  if (written === undefined) {
    // GitLab takes the default branch; GitHub demands a ref.
    return template.provider === 'gitlab'
      ? branchTarget(template, template.defaultBranch ?? 'HEAD')
      : { kind: 'unknown', floating: false };
  }
  if (written.startsWith('refs/heads/')) {
    return branchTarget(template, written.slice('refs/heads/'.length));
  }
  const ref = written.replace(/^refs\/tags\//, '');
  const tagged = (tag: TemplateVersion): RefTarget => ({
    kind: 'tag',
    floating: false,
    revision: tag.revision.toLowerCase(),
    tag,
  });
  const named = byName.get(ref);
  if (named && (named.releasedAt || ref !== template.defaultBranch)) {
    // An unreleased name that is no version is how a branch head is declared.
    if (
      named.releasedAt ||
      written !== ref ||
      parseVersionName(ref) ||
      guessRefKind(ref) !== 'branch'
    ) {
      return tagged(named);
    }
  }
  if (written !== ref) {
    return { kind: 'tag', floating: false };
  }
  if (ref === template.defaultBranch || NEWEST_REFS.has(ref)) {
    return branchTarget(template, ref);
  }
  const partial = partialVersion(template, ref);
  if (partial) {
    return tagged(partial);
  }
  if (HEXADECIMAL.test(ref)) {
    if (ref.length === 40 || ref.length === 64) {
      return { kind: 'sha', floating: false, revision: ref.toLowerCase() };
    }
    const revision = revisionByPrefix(template, ref);
    if (revision) {
      return { kind: 'sha', floating: false, revision };
    }
  }
  switch (guessRefKind(ref)) {
    case 'branch':
      return branchTarget(template, ref);
    case 'tag':
      return { kind: 'tag', floating: false };
    default:
      return { kind: 'unknown', floating: false };
  }
}

function highest(releases: Release[]): Release | undefined {
  return releases[releases.length - 1];
}

/** The release that a commit is on: the highest at it, else the newest among its ancestors. */
function releaseAt(
  template: Template,
  target: RefTarget,
  reference: PipelineReference,
  known: Release[],
): Release | undefined {
  const comment = reference.versionComment
    ? parseVersionName(reference.versionComment)
    : undefined;
  const wanted = target.tag ? parseVersionName(target.tag.name) : comment;
  const inPackage = (release: Release) =>
    wanted === undefined || release.package === wanted.package;
  if (target.revision) {
    const atCommit = known.filter(
      release => release.revision === target.revision,
    );
    const exact = target.tag
      ? atCommit.find(release => release.name === target.tag!.name)
      : undefined;
    const found =
      exact ?? highest(atCommit.filter(inPackage)) ?? highest(atCommit);
    if (found) {
      return found;
    }
    const ancestor = template.snapshots.find(
      snapshot => snapshot.revision.toLowerCase() === target.revision,
    )?.ancestorRelease;
    const release = ancestor
      ? known.find(candidate => candidate.name === ancestor)
      : undefined;
    if (release) {
      return release;
    }
    if (catalogueOf(template).byRevision.has(target.revision)) {
      return undefined;
    }
  }
  // A commit that the registry does not know is on the version that its comment claims.
  if (target.kind === 'sha' && comment) {
    const same = known.filter(
      release =>
        release.package === comment.package &&
        (comment.numbers === 3
          ? semver.eq(release.version, comment.version)
          : release.version.major === comment.version.major &&
            (comment.numbers === 1 ||
              release.version.minor === comment.version.minor) &&
            release.version.prerelease.length === 0),
    );
    return highest(same);
  }
  return undefined;
}

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS;
}

/**
 * Resolves a reference against the registry, knowing only what was released by `now`: the version that it is
 * on and how far behind that is. Versions are ordered by semantic version, never by date. Undefined when the
 * reference calls no approved template.
 *
 * @public
 */
export function resolveReference(
  reference: PipelineReference,
  registry: TemplateRegistry,
  now: string,
): ResolvedReference | undefined {
  const template = findTemplate(reference, registry);
  if (!template) {
    return undefined;
  }
  const target = resolveRef(reference, template);
  const instant = Date.parse(now);
  const known = catalogueOf(template).releases.filter(
    release => Date.parse(release.releasedAt) <= instant,
  );
  const resolved: ResolvedReference = {
    reference,
    template,
    refKind: target.kind,
    floating: target.floating,
    ...(target.revision ? { resolvedRevision: target.revision } : {}),
  };
  if (known.length === 0) {
    return resolved;
  }
  const stable = (release: Release) => release.version.prerelease.length === 0;
  if (target.floating) {
    const root = known.filter(release => release.package === '');
    const pool = root.length > 0 ? root : known;
    const newest = highest(pool.filter(stable)) ?? highest(pool)!;
    return {
      ...resolved,
      resolvedVersion: newest.name,
      newestVersion: newest.name,
      releasesBehind: 0,
      daysBehind: 0,
      driftDays: 0,
    };
  }
  const used = releaseAt(template, target, reference, known);
  if (!used) {
    return resolved;
  }
  const candidates = known.filter(
    release =>
      release.package === used.package && (stable(release) || !stable(used)),
  );
  const higher = candidates.filter(
    release => semver.compare(release.version, used.version) > 0,
  );
  const newest = highest(higher) ?? used;
  const superseded = higher
    .map(release => release.releasedAt)
    .sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  return {
    ...resolved,
    resolvedVersion: used.name,
    newestVersion: newest.name,
    releasesBehind: higher.length,
    daysBehind: days(used.releasedAt, newest.releasedAt),
    driftDays: superseded ? Math.max(0, days(superseded, now)) : 0,
  };
}
