// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { normalizeRepository } from './normalizeRepository';

/** Repositories of an entity, in any form, separated by commas; beside what other annotations name. @public */
export const ANNOTATION_SOURCE = 'delivery-maturity.io/source';
/** Paths of a monorepo that belong to an entity, separated by commas; `*` and `**` match. @public */
export const ANNOTATION_PATHS = 'delivery-maturity.io/paths';
/** CDEvents services or provider environments that an entity owns, separated by commas. @public */
export const ANNOTATION_SERVICE = 'delivery-maturity.io/service';

const GITHUB_SLUG = 'github.com/project-slug';
const GITLAB_SLUG = 'gitlab.com/project-slug';
const SOURCE_LOCATION = 'backstage.io/source-location';

/** Where an entity's delivery facts come from. @public */
export interface EntitySources {
  /** `host/owner/name`. */
  repositories: string[];
  /** Patterns; empty when the entity has the whole repository. */
  paths: string[];
  /** Services; empty when the entity takes every one. */
  services: string[];
}

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(/[,\n]/)
    .map(item => item.trim())
    .filter(Boolean);
}

function hostFor(
  provider: 'github' | 'gitlab',
  located: string | undefined,
): string {
  const host = located?.split('/')[0];
  const other = provider === 'github' ? 'gitlab' : 'github';
  // The source location names the host of an Enterprise or self-managed instance.
  return host && !host.includes(other) ? host : `${provider}.com`;
}

/**
 * Reads the annotations that say where an entity's delivery facts come from. A source location counts only
 * where no annotation names the repository itself: it often points at a central repository of catalog files.
 *
 * @public
 */
export function entitySources(entity: Entity): EntitySources {
  const annotations = entity.metadata.annotations ?? {};
  const located = normalizeRepository(annotations[SOURCE_LOCATION] ?? '');
  const named = [
    ...list(annotations[GITHUB_SLUG]).map(
      slug => `${hostFor('github', located)}/${slug}`,
    ),
    ...list(annotations[GITLAB_SLUG]).map(
      slug => `${hostFor('gitlab', located)}/${slug}`,
    ),
    ...list(annotations[ANNOTATION_SOURCE]),
  ]
    .map(normalizeRepository)
    .filter((repository): repository is string => repository !== undefined);
  const repositories = named.length > 0 || !located ? named : [located];
  return {
    repositories: [...new Set(repositories)],
    paths: list(annotations[ANNOTATION_PATHS]).map(path =>
      path.replace(/^(?:\.?\/)+/, ''),
    ),
    services: list(annotations[ANNOTATION_SERVICE]),
  };
}
