// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { EntityVisibility } from './EntityVisibility';
import { whereVisible } from './whereVisible';

/**
 * A selection of entities with everything parsed: full lower-case references, levels as numbers.
 *
 * @internal
 */
export interface EntitySelection {
  /** Owners; each includes the groups below it. */
  owners?: string[];
  systems?: string[];
  domains?: string[];
  types?: string[];
  lifecycles?: string[];
  tiers?: string[];
  /** `undefined` in the list means: without a level. */
  levels?: (number | undefined)[];
  /** Makes `levels` and `atTarget` speak of this dimension. */
  dimension?: string;
  atTarget?: boolean;
  /** Entities below their target in this check. */
  belowInCheck?: string;
  entityRefs?: string[];
  /** Part of name or title, any case. */
  text?: string;
  /** A part of the organization that all of the above applies within. */
  within?: { column: 'owner' | 'system' | 'domain'; ref: string };
}

/**
 * Restricts a query over `maturity_entities as e` to a selection of what the caller may see.
 *
 * @internal
 */
export function whereEntities(
  query: Knex.QueryBuilder,
  selection: EntitySelection,
  visible: EntityVisibility,
): Knex.QueryBuilder {
  query.where('e.state', 'active');
  whereVisible(query, 'e.entity_ref', visible);
  if (selection.owners) {
    whereOwnedBelow(query, 'e.owner_ref', selection.owners);
  }
  if (selection.within) {
    const { column, ref } = selection.within;
    if (column === 'owner') {
      whereOwnedBelow(query, 'e.owner_ref', [ref]);
    } else {
      query.where(`e.${column}_ref`, ref);
    }
  }
  const columns: [string, readonly string[] | undefined][] = [
    ['e.system_ref', selection.systems],
    ['e.domain_ref', selection.domains],
    ['e.type', selection.types],
    ['e.lifecycle', selection.lifecycles],
    ['e.tier', selection.tiers],
    ['e.entity_ref', selection.entityRefs],
  ];
  for (const [column, values] of columns) {
    if (values) {
      query.whereIn(column, values);
    }
  }
  whereLevel(query, selection);
  if (selection.belowInCheck !== undefined) {
    query.whereIn('e.entity_ref', below =>
      below
        .select('c.entity_ref')
        .from('maturity_check_results as c')
        .where('c.check_id', selection.belowInCheck!)
        .where('c.outcome', 'below'),
    );
  }
  if (selection.text !== undefined) {
    whereText(query, selection.text);
  }
  return query;
}

/**
 * Owned by one of these, or by a group below one of these.
 *
 * @internal
 */
export function whereOwnedBelow(
  query: Knex.QueryBuilder,
  column: string,
  owners: readonly string[],
): Knex.QueryBuilder {
  return query.where(either =>
    either
      .whereIn(column, owners)
      .orWhereIn(column, groups =>
        groups
          .select('cl.group_ref')
          .from('maturity_group_closure as cl')
          .whereIn('cl.ancestor_ref', owners),
      ),
  );
}

function whereLevel(
  query: Knex.QueryBuilder,
  selection: EntitySelection,
): void {
  const { levels, atTarget, dimension } = selection;
  if (!levels && atTarget === undefined) {
    return;
  }
  const restrict = (target: Knex.QueryBuilder, alias: string) => {
    if (levels) {
      const numbers = levels.filter(
        (level): level is number => level !== undefined,
      );
      target.where(either => {
        either.whereIn(`${alias}.level`, numbers);
        if (levels.includes(undefined)) {
          either.orWhereNull(`${alias}.level`);
        }
      });
    }
    if (atTarget !== undefined) {
      target.where(`${alias}.at_target`, atTarget);
    }
  };
  if (dimension === undefined) {
    restrict(query, 'e');
    return;
  }
  query.whereIn('e.entity_ref', results => {
    results
      .select('d.entity_ref')
      .from('maturity_dimension_results as d')
      .where('d.dimension_id', dimension);
    restrict(results, 'd');
  });
}

function whereText(query: Knex.QueryBuilder, text: string): void {
  const pattern = `%${text
    .toLocaleLowerCase('en-US')
    .replace(/[!%_]/g, '!$&')}%`;
  query.where(either =>
    either
      .whereRaw("lower(e.name) like ? escape '!'", [pattern])
      .orWhereRaw("lower(e.title) like ? escape '!'", [pattern])
      // `lower` knows only ASCII on SQLite and in the C locale; the facets were put in lower case by us.
      .orWhereIn('e.entity_ref', titles =>
        titles
          .select('f.entity_ref')
          .from('maturity_entity_facets as f')
          .where('f.key', 'metadata.title')
          .whereRaw("f.value like ? escape '!'", [pattern]),
      ),
  );
}
