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
const AZURE_REPOSITORY = 'dev.azure.com/project-repo';
const AZURE_ORGANIZATION = 'dev.azure.com/host-org';
const SOURCE_LOCATION = 'backstage.io/source-location';

const OTHER = { github: 'gitlab', gitlab: 'github' } as const;

/** Where an entity's delivery facts come from. @public */
export interface EntitySources {
  /** `host/owner/name`. */
  repositories: string[];
  /** Patterns; empty when the entity has the whole repository. */
  paths: string[];
  /** Services; empty when the entity takes every one. */
  services: string[];
}

/** The hosts of each provider, as the portal's integrations name them; the one to take by default first. @public */
export interface ProviderHosts {
  github: string[];
  gitlab: string[];
}

/**
 * Reads the annotations that say where an entity's delivery facts come from. A source location counts only
 * where no annotation names the repository itself: it often points at a central repository of catalog files.
 *
 * @param hosts - decide on which host a slug is; without them it is the provider's own, or that of the source location
 *   where that is the repository of the slug
 * @public
 */
export function entitySources(
  entity: Entity,
  hosts?: ProviderHosts,
): EntitySources {
  const annotations = entity.metadata.annotations ?? {};
  const located = normalizeRepository(annotations[SOURCE_LOCATION] ?? '');
  const slugs = (name: string, provider: keyof ProviderHosts) =>
    list(annotations[name]).map(
      slug => `${hostOf(slug, provider, located, hosts)}/${slug}`,
    );
  const named = [
    ...slugs(GITHUB_SLUG, 'github'),
    ...slugs(GITLAB_SLUG, 'gitlab'),
    ...azureRepositories(annotations),
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

/** A catalog file may lie on another host than the code: its location decides only where it can be the code's. */
function hostOf(
  slug: string,
  provider: keyof ProviderHosts,
  located: string | undefined,
  hosts: ProviderHosts | undefined,
): string {
  const fallback = `${provider}.com`;
  const slash = located?.indexOf('/') ?? -1;
  if (located && slash > 0) {
    const host = located.slice(0, slash);
    const path = located.slice(slash + 1);
    const isKnown = hosts?.[provider].includes(host);
    const isOther = hosts?.[OTHER[provider]].includes(host);
    const isItself = path.toLowerCase() === slug.toLowerCase();
    if (isKnown || (isItself && !isOther && !host.includes(OTHER[provider]))) {
      return host;
    }
  }
  return hosts?.[provider][0] ?? fallback;
}

/** `project/name`, of the organization that a second annotation names as `dev.azure.com/organization`. */
function azureRepositories(
  annotations: Record<string, string | undefined>,
): string[] {
  const [project, name] = (annotations[AZURE_REPOSITORY] ?? '').split('/');
  const organization = annotations[AZURE_ORGANIZATION]?.trim();
  return project && name && organization
    ? [`${organization}/${project.trim()}/_git/${name.trim()}`]
    : [];
}

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(/[,\n]/)
    .map(item => item.trim())
    .filter(Boolean);
}
