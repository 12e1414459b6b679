// SPDX-License-Identifier: Apache-2.0
import semver from 'semver';
import { Template, TemplateVersion } from '../types';

/** A tag cut into package and version. */
export interface VersionName {
  /** Name of the package in monorepo tags such as `pkg@1.2.3`, else empty. */
  package: string;
  version: semver.SemVer;
  /** How many numbers were written: `v6` has one, `v6.1.0` three. */
  numbers: number;
}

/** A version that was released, with its place in the order of versions. */
export interface Release {
  name: string;
  revision: string;
  releasedAt: string;
  package: string;
  version: semver.SemVer;
}

const NAME =
  /^(?:(.*?)[@/_-])?v?(\d+)(?:\.(\d+))?(?:\.(\d+))?((?:[-+][0-9A-Za-z.+-]+)?)$/;

/** `v6`, `6.1`, `v6.1.0-rc.1`, `pkg@1.2.3`, `@scope/pkg@1.2.3`, `pkg-v1.2.3`, `pkg/v1.2.3`. @internal */
export function parseVersionName(name: string): VersionName | undefined {
  const match = NAME.exec(name);
  if (!match) {
    return undefined;
  }
  const [, prefix = '', major, minor, patch, suffix] = match;
  const version = semver.parse(
    `${Number(major)}.${Number(minor ?? 0)}.${Number(patch ?? 0)}${suffix}`,
    { loose: true },
  );
  if (!version) {
    return undefined;
  }
  return {
    package: prefix.toLowerCase() === 'v' ? '' : prefix,
    version,
    numbers: [major, minor, patch].filter(part => part !== undefined).length,
  };
}

interface Catalogue {
  releases: Release[];
  byName: Map<string, TemplateVersion>;
  byRevision: Map<string, TemplateVersion[]>;
}

// Every reference of every entity is resolved against the same few templates.
const catalogues = new WeakMap<Template, Catalogue>();

function buildCatalogue(template: Template): Catalogue {
  const byName = new Map<string, TemplateVersion>();
  const byRevision = new Map<string, TemplateVersion[]>();
  const parsed = template.versions.map(version => {
    byName.set(version.name, version);
    const revision = version.revision.toLowerCase();
    byRevision.set(revision, [...(byRevision.get(revision) ?? []), version]);
    return { version, name: parseVersionName(version.name) };
  });
  const full = new Set<string>();
  for (const { name } of parsed) {
    if (name?.numbers === 3) {
      full.add(`${name.package}@${name.version.major}`);
    }
  }
  const releases: Release[] = [];
  for (const { version, name } of parsed) {
    if (!name || !version.releasedAt) {
      continue;
    }
    // `v6` beside `v6.x.y` moves with it; where nobody writes three numbers, `v6` is the release itself.
    if (name.numbers < 3 && full.has(`${name.package}@${name.version.major}`)) {
      continue;
    }
    releases.push({
      name: version.name,
      revision: version.revision.toLowerCase(),
      releasedAt: version.releasedAt,
      package: name.package,
      version: name.version,
    });
  }
  releases.sort(
    (a, b) =>
      semver.compare(a.version, b.version) ||
      (a.releasedAt < b.releasedAt ? -1 : 1),
  );
  return { releases, byName, byRevision };
}

/** The versions of a template, ordered by semantic version and indexed. @internal */
export function catalogueOf(template: Template): Catalogue {
  let catalogue = catalogues.get(template);
  if (!catalogue) {
    catalogue = buildCatalogue(template);
    catalogues.set(template, catalogue);
  }
  return catalogue;
}
