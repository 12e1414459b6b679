// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { environmentKey } from '../records/environments';
import { EntitySources, entitySources, ProviderHosts } from './entitySources';
import { NearMisses } from './NearMisses';
import { normalizeRepository } from './normalizeRepository';
import { pushTo } from './pushTo';

/** What is known of a record or an event. @public */
export interface MatchQuery {
  /** In any form. */
  repository?: string;
  /** CDEvents service or provider environment. */
  service?: string;
  /** Files that it is about. */
  paths?: string[];
}

/** @public */
export type MatchResult = { entityRefs: string[] } | { reason: string };

interface Candidate extends EntitySources {
  entityRef: string;
  expressions: RegExp[];
  /** What its services are compared by: they are named as environments often enough. */
  serviceKeys: Set<string>;
}

/** `services/a`, `services/a/` and `services/a/**` all mean everything below that folder. */
function pathExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/\/?(?:\*\*)?\/?$/, '')
    .split(/(\*\*\/?|\*)/)
    .map(part => {
      if (part.startsWith('**')) {
        return '(?:.*/)?';
      }
      return part === '*'
        ? '[^/]*'
        : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}(?:/.*)?$`);
}

function slugHint(repository: string): string {
  const [host, ...slug] = repository.split('/');
  if (host === 'github.com' || host === 'gitlab.com') {
    return `Add the annotation ${host}/project-slug: ${slug.join('/')}`;
  }
  return `Add the annotation delivery-maturity.io/source: ${repository}`;
}

/** How many entities a sentence names. */
const MAX_NAMED = 3;

function ownedBy(candidates: Candidate[]): string {
  const named = candidates
    .slice(0, MAX_NAMED)
    .map(
      ({ entityRef, services }) =>
        `'${entityRef}' owns '${services.join("', '")}'`,
    );
  const more = candidates.length - named.length;
  return `${named.join(', ')}${
    more > 0 ? `, and ${more} more own others` : ''
  }.`;
}

/**
 * Finds the entities that a record belongs to, by repository. Several entities of one repository are told
 * apart by their paths and services; one without those takes every record of its repository.
 *
 * @public
 */
export class MatchIndex {
  private readonly byRepository = new Map<string, Candidate[]>();
  private readonly byService = new Map<string, Candidate[]>();
  private readonly nearMisses = new NearMisses();

  constructor(
    entities: Iterable<{ entityRef: string; sources: EntitySources }>,
  ) {
    for (const { entityRef, sources } of entities) {
      const candidate: Candidate = {
        ...sources,
        entityRef,
        expressions: sources.paths.map(pathExpression),
        serviceKeys: new Set(sources.services.map(environmentKey)),
      };
      for (const repository of sources.repositories) {
        pushTo(this.byRepository, repository.toLowerCase(), candidate);
        this.nearMisses.add(repository, entityRef);
      }
      for (const service of candidate.serviceKeys) {
        pushTo(this.byService, service, candidate);
      }
    }
  }

  match(query: MatchQuery): MatchResult {
    const { repository, service, paths } = query;
    if (!repository) {
      return this.matchService(service);
    }
    const normalized = normalizeRepository(repository);
    if (!normalized) {
      return {
        reason: `'${repository}' names no repository. Send it as host/owner/name or as a URL.`,
      };
    }
    const candidates = this.byRepository.get(normalized.toLowerCase());
    if (!candidates) {
      return { reason: this.unknownRepository(normalized) };
    }
    const byService = candidates.filter(
      ({ serviceKeys }) =>
        service === undefined ||
        serviceKeys.size === 0 ||
        serviceKeys.has(environmentKey(service)),
    );
    if (byService.length === 0) {
      return {
        reason: `Repository '${normalized}' is known, but none of its entities owns service '${service}'. ${ownedBy(
          candidates,
        )} Add the annotation delivery-maturity.io/service: ${service} to the catalog-info.yaml of the entity that does.`,
      };
    }
    const matching = byService.filter(
      ({ expressions }) =>
        paths === undefined ||
        paths.length === 0 ||
        expressions.length === 0 ||
        expressions.some(expression =>
          paths.some(path => expression.test(path.replace(/^(?:\.?\/)+/, ''))),
        ),
    );
    if (matching.length === 0) {
      return {
        reason: `Repository '${normalized}' is known, but none of its entities owns path '${
          paths![0]
        }'. Add the annotation delivery-maturity.io/paths with a pattern that covers it to the catalog-info.yaml of the entity that does.`,
      };
    }
    return MatchIndex.refs(matching);
  }

  private unknownRepository(repository: string): string {
    const near = this.nearMisses.describe(repository);
    return `No catalog entity names repository '${repository}'. ${
      near
        ? `${near} If that is the one, correct its catalog-info.yaml or the sender; otherwise a`
        : 'A'
    }${slugHint(repository).slice(1)} to ${
      near ? 'the' : 'its'
    } catalog-info.yaml${near ? ' of its entity' : ''}.`;
  }

  private matchService(service: string | undefined): MatchResult {
    const matching = service
      ? this.byService.get(environmentKey(service))
      : undefined;
    if (matching) {
      return MatchIndex.refs(matching);
    }
    return {
      reason: service
        ? `It names no repository, and no catalog entity owns service '${service}'. Add the annotation delivery-maturity.io/service: ${service} to a catalog-info.yaml, or send the repository with it.`
        : 'It names neither a repository nor a service. Send the repository as host/owner/name, in the source or the subject.',
    };
  }

  private static refs(candidates: Candidate[]): MatchResult {
    return {
      entityRefs: [
        ...new Set(candidates.map(({ entityRef }) => entityRef)),
      ].sort(),
    };
  }
}

/** Builds the index from catalog entities. @public */
export function createMatchIndex(
  entities: Iterable<Entity>,
  hosts?: ProviderHosts,
): MatchIndex {
  const list = [];
  for (const entity of entities) {
    list.push({
      entityRef: stringifyEntityRef(entity),
      sources: entitySources(entity, hosts),
    });
  }
  return new MatchIndex(list);
}
