// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';

/** One searchable key of an entity. @internal */
export interface Facet {
  key: string;
  value: string | null;
}

/** As in the catalog's own search table: what is longer cannot be asked for. */
const MAX_KEY_LENGTH = 200;
const MAX_VALUE_LENGTH = 200;

/** Not searchable as they stand, or added below in their own way. */
const SPECIAL_KEYS = new Set([
  'attachments',
  'relations',
  'status',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.etag',
]);

/**
 * Flattens an entity to keys and values the way the catalog's search table does, so that the catalog's permission
 * rules (owner, kind, label, annotation, metadata, spec) mean the same here as there.
 *
 * @internal
 */
export function flattenFacets(entity: Entity): Facet[] {
  const facets: Facet[] = [];
  visit('', entity, facets);
  const { name, namespace, uid } = entity.metadata;
  add(facets, 'metadata.name', name);
  add(facets, 'metadata.namespace', namespace ?? 'default');
  add(facets, 'metadata.uid', uid);
  for (const { type, targetRef } of entity.relations ?? []) {
    add(facets, `relations.${type}`, targetRef);
  }
  const unique = new Map(
    facets.map(facet => [`${facet.key} ${facet.value}`, facet]),
  );
  return [...unique.values()];
}

function visit(path: string, value: unknown, facets: Facet[]): void {
  if (SPECIAL_KEYS.has(path)) {
    return;
  }
  if (value === null || typeof value !== 'object') {
    add(facets, path, value);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      visit(path, item, facets);
      // Lets a rule ask whether a list holds a value, as in `metadata.tags.java: true`.
      if (typeof item === 'string') {
        add(facets, `${path}.${item}`, true);
      }
    }
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    visit(path ? `${path}.${key}` : key, member, facets);
  }
}

function add(facets: Facet[], key: string, value: unknown): void {
  if (!key || key.length > MAX_KEY_LENGTH) {
    return;
  }
  const text =
    value === null || value === undefined
      ? null
      : String(value).toLocaleLowerCase('en-US');
  facets.push({
    key: key.toLocaleLowerCase('en-US'),
    value: text !== null && text.length > MAX_VALUE_LENGTH ? null : text,
  });
}
