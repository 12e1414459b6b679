// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { EntityVisibility, FacetCondition } from './EntityVisibility';
import { whereInJson } from './whereInJson';

/**
 * Restricts a query to what its caller may see.
 *
 * @param column - where the entity reference stands, for example `e.entity_ref`
 * @internal
 */
export function whereVisible(
  query: Knex.QueryBuilder,
  column: string,
  visible: EntityVisibility,
): Knex.QueryBuilder {
  switch (visible.kind) {
    case 'all':
      return query;
    case 'none':
      return query.whereRaw('1 = 0');
    case 'refs':
      return whereInJson(query, column, visible.refs);
    case 'condition':
      return query.where(nested =>
        whereCondition(nested, column, visible.condition),
      );
    default:
      throw new Error(
        `Unknown visibility ${JSON.stringify(visible satisfies never)}`,
      );
  }
}

function whereCondition(
  query: Knex.QueryBuilder,
  column: string,
  condition: FacetCondition,
): void {
  if ('allOf' in condition) {
    query.whereRaw('1 = 1');
    for (const part of condition.allOf) {
      query.andWhere(nested => whereCondition(nested, column, part));
    }
    return;
  }
  if ('anyOf' in condition) {
    query.whereRaw('1 = 0');
    for (const part of condition.anyOf) {
      query.orWhere(nested => whereCondition(nested, column, part));
    }
    return;
  }
  if ('not' in condition) {
    query.whereNot(nested => whereCondition(nested, column, condition.not));
    return;
  }
  // An `in` over the indexed facets is evaluated once; `exists` would be, on SQLite, once per entity.
  query.whereIn(column, facets => {
    facets
      .select('f.entity_ref')
      .from('maturity_entity_facets as f')
      .where('f.key', condition.key);
    if (condition.values) {
      facets.whereIn('f.value', condition.values);
    }
  });
}
