// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { Facet } from '../../catalog/flattenFacets';
import { bulkInsert, whereAnyOf } from '../bulk';
import { DbEntitiesRow, DbEntityFacetsRow } from '../tables';
import { markDirty } from './markDirty';

/** The part of an entity's row that comes from the catalog. @internal */
export type CatalogColumns = Pick<
  DbEntitiesRow,
  | 'entity_ref'
  | 'kind'
  | 'namespace'
  | 'name'
  | 'title'
  | 'owner_ref'
  | 'system_ref'
  | 'domain_ref'
  | 'type'
  | 'lifecycle'
  | 'tier'
  | 'identity'
  | 'entity'
  | 'hash'
  | 'state'
>;

/** A catalog entity as it is stored. @internal */
export interface CatalogEntity {
  row: CatalogColumns;
  facets: Facet[];
}

/**
 * Writes new and changed entities with their facets, and marks them dirty: owner, lifecycle and labels decide about
 * targets and checks.
 *
 * @internal
 */
export async function saveEntities(
  tx: Knex.Transaction,
  options: {
    entities: CatalogEntity[];
    now: Date;
  },
): Promise<void> {
  const { entities, now } = options;
  if (entities.length === 0) {
    return;
  }
  const rows = entities.map(({ row }) => row);
  const refs = rows.map(row => row.entity_ref);
  // First, as an evaluation does: who locks in the same order waits, and does not deadlock.
  await markDirty(tx, {
    entityRefs: refs,
    reason: 'catalog',
    now,
    isBackground: true,
  });
  await bulkInsert(tx, 'maturity_entities', rows, {
    conflict: ['entity_ref'],
    update: (Object.keys(rows[0]) as (keyof CatalogColumns)[]).filter(
      column => column !== 'entity_ref',
    ),
  });
  await whereAnyOf(
    tx('maturity_entity_facets').delete(),
    tx,
    'entity_ref',
    refs,
  );
  await bulkInsert<DbEntityFacetsRow>(
    tx,
    'maturity_entity_facets',
    entities.flatMap(({ row, facets }) =>
      facets.map(({ key, value }) => ({
        entity_ref: row.entity_ref,
        key,
        value,
      })),
    ),
  );
}
