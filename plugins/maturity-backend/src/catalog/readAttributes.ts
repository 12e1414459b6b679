// SPDX-License-Identifier: Apache-2.0
import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** Where the importance of an entity is written; the first that is there counts. @internal */
export const TIER_KEY = 'delivery-maturity.io/tier';

/** What lists, rollups and filters know of an entity. @internal */
export interface CatalogAttributes {
  entityRef: string;
  kind: string;
  namespace: string;
  name: string;
  title?: string;
  ownerRef?: string;
  systemRef?: string;
  domainRef?: string;
  type?: string;
  lifecycle?: string;
  tier?: string;
}

/**
 * Reads an entity's attributes. Relations outrank what the spec says, because the catalog has resolved them. The
 * domain is the one of the entity's system, else its own. The tier is the label or annotation
 * `delivery-maturity.io/tier`, else the label `tier`, else `spec.tier`.
 *
 * @param domainOfSystem - the domain of each system, by ref
 *
 * @internal
 */
export function readAttributes(
  entity: Entity,
  domainOfSystem: ReadonlyMap<string, string>,
): CatalogAttributes {
  const { spec, metadata } = entity;
  const ownerRef =
    relation(entity, RELATION_OWNED_BY, undefined) ??
    reference(spec?.owner, 'group', metadata.namespace);
  const systemRef =
    relation(entity, RELATION_PART_OF, 'system') ??
    reference(spec?.system, 'system', metadata.namespace);
  const domainRef =
    (systemRef && domainOfSystem.get(systemRef)) ??
    relation(entity, RELATION_PART_OF, 'domain') ??
    reference(spec?.domain, 'domain', metadata.namespace);
  return {
    entityRef: refOf(entity),
    kind: entity.kind.toLocaleLowerCase('en-US'),
    namespace: metadata.namespace ?? 'default',
    name: metadata.name,
    title: metadata.title,
    ownerRef,
    systemRef,
    domainRef,
    type: text(spec?.type),
    lifecycle: text(spec?.lifecycle),
    tier:
      text(metadata.labels?.[TIER_KEY]) ??
      text(metadata.annotations?.[TIER_KEY]) ??
      text(metadata.labels?.tier) ??
      text(spec?.tier),
  };
}

/** The full, lower-case reference. @internal */
export function refOf(entity: Entity): string {
  return stringifyEntityRef(entity).toLocaleLowerCase('en-US');
}

function relation(
  entity: Entity,
  type: string,
  kind: string | undefined,
): string | undefined {
  const targets = (entity.relations ?? [])
    .filter(item => item.type === type)
    .map(item => item.targetRef.toLocaleLowerCase('en-US'))
    .filter(ref => !kind || ref.startsWith(`${kind}:`))
    // Several owners: always the same one counts.
    .sort();
  return targets[0];
}

/** @internal */
export function reference(
  value: unknown,
  defaultKind: string,
  defaultNamespace = 'default',
): string | undefined {
  if (typeof value !== 'string' || !value.trim()) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(value, { defaultKind, defaultNamespace }),
    ).toLocaleLowerCase('en-US');
  } catch {
    // A reference that nobody can read names nothing; the catalog reports it to the entity's owner.
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).trim() || undefined
    : undefined;
}
