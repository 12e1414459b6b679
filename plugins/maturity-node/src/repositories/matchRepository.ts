// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  hasOtherSource,
  sourceLocationOf,
} from '../collecting/sourceAnnotations';
import { CollectorMatch } from '../DeliveryCollector';

/** How entities name repositories of a host, and what they are told where they do not. @public */
export interface RepositoryNaming {
  /** For example `github.com/project-slug`. */
  annotation: string;
  /** How the annotations of this provider begin, as `github.com/`. Default: as that annotation does. */
  ownAnnotations?: string;
  /** What the host calls a repository, as `project`. */
  noun: string;
  /** How the path of one is written, as `<owner>/<repository>`. */
  form: string;
  /** Said after the form where it is easily taken wrong, beginning with a space. */
  formHint?: string;
  slug: RegExp;
  /** The host that everybody knows, as `github.com`; it is meant where an entity names none and it is configured. Default: the first one. */
  publicHost?: string;
  /** The hosts of this provider that are configured with credentials. */
  hosts: string[];
  /** The repository that an address of a configured host points to. */
  locate?(url: string): { host: string; slug: string } | undefined;
  /** What to add, where, for a host without credentials. */
  addCredentials(host: string): string;
  /** Another way in which an entity names its repository, or a sentence that says what is wrong with it. */
  otherName?(
    entity: Entity,
  ): { path: string } | { problem: string } | undefined;
  /** The host that an entity names by itself. */
  hostOf?(entity: Entity): string | undefined;
  /** True where an entity that another source has is left to it, though its source location points here. */
  yieldsToOthers?: boolean;
}

/** Finds the repository of an entity, or says what its owner must add. @public */
export function matchRepository(
  entity: Entity,
  naming: RepositoryNaming,
): CollectorMatch {
  const { annotation, form, noun } = naming;
  const slug = entity.metadata.annotations?.[annotation]?.trim();
  const url = sourceLocationOf(entity);
  const location = url === undefined ? undefined : naming.locate?.(url);
  const host = naming.hostOf?.(entity) || location?.host || defaultHost(naming);
  if (slug) {
    return naming.slug.test(slug)
      ? match(naming, host, slug)
      : {
          status: 'incomplete',
          message: `The annotation '${annotation}' is '${slug}'. Write it as '${form}'${
            naming.formHint ?? ''
          }, for example 'acme/shop'.`,
        };
  }
  const other = naming.otherName?.(entity);
  if (other) {
    return 'path' in other
      ? match(naming, host, other.path)
      : { status: 'incomplete', message: other.problem };
  }
  const isOfOthers = hasOtherSource(
    entity,
    naming.ownAnnotations ?? `${annotation.split('/')[0]}/`,
  );
  if (location && !(isOfOthers && naming.yieldsToOthers)) {
    return match(naming, location.host, location.slug);
  }
  if (isOfOthers || url !== undefined || naming.hosts.length === 0) {
    return { status: 'none' };
  }
  return {
    status: 'incomplete',
    isUnclaimed: true,
    message: `No ${noun} is known. Add the annotation '${annotation}: ${form}' to '${stringifyEntityRef(
      entity,
    )}' in its catalog-info.yaml.`,
  };
}

function match(
  naming: RepositoryNaming,
  host: string,
  path: string,
): CollectorMatch {
  return naming.hosts.includes(host)
    ? { status: 'match', target: `${host}/${path}`.toLowerCase() }
    : { status: 'incomplete', message: naming.addCredentials(host) };
}

/** Backstage lists the public host by itself, also where only another one is configured. */
function defaultHost({ hosts, publicHost }: RepositoryNaming): string {
  return publicHost !== undefined && hosts.includes(publicHost)
    ? publicHost
    : hosts[0] ?? publicHost ?? '';
}
