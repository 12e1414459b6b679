// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { ATTRIBUTE_COLUMNS, AttributesRow } from './attributes';
import { EntityVisibility } from './EntityVisibility';
import { EntitySelection, whereEntities } from './whereEntities';

/** @internal */
export type MoverRow = AttributesRow & {
  score: number;
  delta_30d: number;
  level: number | null;
};

/**
 * The entities whose score moved most within 30 days, up or down. An entity of which much more became known has no
 * change, and one without a level no score.
 *
 * @internal
 */
export async function readMovers(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
  direction: 'up' | 'down';
  limit: number;
}): Promise<MoverRow[]> {
  const { knex, selection, visible, direction, limit } = options;
  const query = knex('maturity_entities as e')
    .where('e.delta_30d', direction === 'up' ? '>' : '<', 0)
    .whereNotNull('e.level')
    .whereNotNull('e.score');
  whereEntities(query, selection, visible);
  return query
    .orderBy([
      { column: 'e.delta_30d', order: direction === 'up' ? 'desc' : 'asc' },
      { column: 'e.entity_ref' },
    ])
    .limit(limit)
    .select(...ATTRIBUTE_COLUMNS, 'e.score', 'e.delta_30d', 'e.level');
}
