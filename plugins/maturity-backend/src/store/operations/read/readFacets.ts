// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { EntityVisibility } from './EntityVisibility';
import { EntitySelection, whereEntities } from './whereEntities';

/** @internal */
export interface FacetRow {
  value: string;
  title: string | null;
  count: number | string;
}

const COLUMNS = {
  system: 'e.system_ref',
  domain: 'e.domain_ref',
  type: 'e.type',
  lifecycle: 'e.lifecycle',
  tier: 'e.tier',
} as const;

/**
 * The values of one attribute with the number of entities of each. Owners are counted with the groups below them, as
 * the owner filter takes them.
 *
 * @internal
 */
export async function readFacets(options: {
  knex: Knex;
  facet: 'owner' | keyof typeof COLUMNS;
  selection: EntitySelection;
  visible: EntityVisibility;
}): Promise<FacetRow[]> {
  const { knex, facet, selection, visible } = options;
  const entities = knex('maturity_entities as e');
  whereEntities(entities, selection, visible);
  if (facet === 'owner') {
    return entities
      .leftJoin('maturity_group_closure as cl', 'cl.group_ref', 'e.owner_ref')
      .leftJoin('maturity_groups as g', function onGroup() {
        this.on(
          'g.group_ref',
          '=',
          knex.raw('coalesce(cl.ancestor_ref, e.owner_ref)'),
        );
      })
      .whereNotNull('e.owner_ref')
      .groupByRaw('coalesce(cl.ancestor_ref, e.owner_ref)')
      .orderBy('value')
      .select(
        knex.raw('coalesce(cl.ancestor_ref, e.owner_ref) as value'),
        knex.raw('max(g.title) as title'),
      )
      .count({ count: '*' });
  }
  const column = COLUMNS[facet];
  return entities
    .leftJoin('maturity_titles as t', 't.ref', column)
    .whereNotNull(column)
    .groupBy(column)
    .orderBy('value')
    .select({ value: column }, knex.raw('max(t.title) as title'))
    .count({ count: '*' });
}
