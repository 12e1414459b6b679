// SPDX-License-Identifier: Apache-2.0
import { pushTo } from './pushTo';

/** A repository with an entity that names it. */
interface Known {
  repository: string;
  entityRef: string;
}

/**
 * The repositories that entities name, by what a wrong name of one has in common with it: the path on another host,
 * the name in another folder, or the name with other separators.
 *
 * @internal
 */
export class NearMisses {
  private readonly byPath = new Map<string, Known[]>();
  private readonly byName = new Map<string, Known[]>();

  add(repository: string, entityRef: string): void {
    const known = { repository, entityRef };
    const { path, name } = partsOf(repository);
    pushTo(this.byPath, path, known);
    pushTo(this.byName, name, known);
  }

  /** A sentence about the entity whose repository differs from a name in one thing, undefined where there is none. */
  describe(repository: string): string | undefined {
    const asked = partsOf(repository);
    const [sameElsewhere] = this.byPath.get(asked.path) ?? [];
    if (sameElsewhere) {
      return sentence(sameElsewhere, difference(asked.host, sameElsewhere));
    }
    const named = this.byName.get(asked.name) ?? [];
    const here = named.find(
      known => partsOf(known.repository).host === asked.host,
    );
    if (!here) {
      return undefined;
    }
    const other = partsOf(here.repository);
    return sentence(
      here,
      other.folder === asked.folder
        ? 'which is spelled otherwise'
        : `which is in '${other.folder}' instead of '${asked.folder}'`,
    );
  }
}

function difference(host: string, known: Known): string {
  const other = partsOf(known.repository).host;
  return withoutPort(other) === withoutPort(host)
    ? `which has the port '${portOf(other)}' instead of '${portOf(host)}'`
    : `which is on '${other}' instead of '${host}'`;
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

function portOf(host: string): string {
  return /:(\d+)$/.exec(host)?.[1] ?? 'none';
}

function sentence({ entityRef, repository }: Known, what: string): string {
  return `'${entityRef}' names '${repository}', ${what}.`;
}

function partsOf(repository: string) {
  const [host, ...segments] = repository.toLowerCase().split('/');
  const last = segments[segments.length - 1] ?? '';
  return {
    host,
    path: segments.join('/'),
    folder: segments.slice(0, -1).join('/'),
    name: last.replace(/[-_. ]/g, ''),
  };
}
