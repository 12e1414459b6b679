// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { entitySources } from '@delivery-maturity/backstage-plugin-maturity-common';
import { createHash } from 'node:crypto';
import { CatalogColumns } from '../store/operations/saveEntities';
import { readAttributes } from './readAttributes';

/** The part of an entity's row that comes from the catalog. @internal */
export function toCatalogRow(
  entity: Entity,
  domainOfSystem: ReadonlyMap<string, string>,
): CatalogColumns {
  const attributes = readAttributes(entity, domainOfSystem);
  const json = JSON.stringify(withoutBookkeeping(entity));
  return {
    entity_ref: attributes.entityRef,
    kind: attributes.kind,
    namespace: attributes.namespace,
    name: attributes.name,
    title: attributes.title ?? null,
    owner_ref: attributes.ownerRef ?? null,
    system_ref: attributes.systemRef ?? null,
    domain_ref: attributes.domainRef ?? null,
    type: attributes.type ?? null,
    lifecycle: attributes.lifecycle ?? null,
    tier: attributes.tier ?? null,
    identity: identityOf(entity, attributes.entityRef),
    entity: json,
    hash: digest(`${attributes.domainRef ?? ''} ${json}`),
    state: 'active',
  };
}

/** Its etag and status change without the entity having changed. */
function withoutBookkeeping(entity: Entity): Entity {
  const { status: _status, ...content } = entity as Entity & {
    status?: unknown;
  };
  const { etag: _etag, ...metadata } = entity.metadata;
  return {
    ...content,
    metadata,
    relations: [...(entity.relations ?? [])].sort((a, b) =>
      `${a.type} ${a.targetRef}` < `${b.type} ${b.targetRef}` ? -1 : 1,
    ),
  };
}

/**
 * What an entity ships from. An entity that appears while another with the same identity disappears is the same one
 * under a new name. One that names no repository has only its name.
 */
function identityOf(entity: Entity, entityRef: string): string {
  const { repositories, paths, services } = entitySources(entity);
  if (repositories.length === 0) {
    return `ref:${entityRef}`;
  }
  const parts = [repositories, paths, services].map(list => [...list].sort());
  return digest(
    JSON.stringify([entity.kind.toLocaleLowerCase('en-US'), ...parts]),
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
