// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbEntitiesRow } from '../../tables';
import { ATTRIBUTE_COLUMNS, AttributesRow } from './attributes';
import { EntityVisibility } from './EntityVisibility';
import { applyKeyset, KeysetPosition } from './keyset';
import { EntitySelection, whereEntities } from './whereEntities';

/** What a list is sorted by. @internal */
export type EntitySort =
  | {
      column:
        | 'name'
        | 'score'
        | 'level'
        | 'coverage'
        | 'owner'
        | 'delta30d'
        | 'openTasks'
        | 'evaluatedAt';
    }
  | { dimension: string };

/** @internal */
export type ListedEntityRow = AttributesRow &
  Pick<
    DbEntitiesRow,
    | 'level'
    | 'score'
    | 'coverage'
    | 'target'
    | 'at_target'
    | 'delta_30d'
    | 'open_tasks'
    | 'next_check'
    | 'next_message'
    | 'next_gain'
    | 'next_lifts'
    | 'next_coverage_gain'
    | 'evaluated_at_ms'
  > & { sort_value: string | number | null };

const SORT_COLUMNS = {
  name: 'e.name',
  score: 'e.score',
  level: 'e.level',
  coverage: 'e.coverage',
  owner: 'e.owner_ref',
  delta30d: 'e.delta_30d',
  openTasks: 'e.open_tasks',
  evaluatedAt: 'e.evaluated_at_ms',
} as const;

/**
 * One page of entities, from a position in either direction; a backward page comes in reverse order.
 *
 * @internal
 */
export async function listEntities(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
  sort: EntitySort;
  order: 'asc' | 'desc';
  limit: number;
  after?: KeysetPosition;
  before?: KeysetPosition;
}): Promise<ListedEntityRow[]> {
  const { knex, selection, visible, sort, order, limit, after, before } =
    options;
  const query = knex('maturity_entities as e');
  let expression: string;
  if ('dimension' in sort) {
    const { dimension } = sort;
    expression = 's.score';
    query.leftJoin('maturity_dimension_results as s', join =>
      join
        .on('s.entity_ref', 'e.entity_ref')
        .andOnVal('s.dimension_id', dimension),
    );
  } else {
    expression = SORT_COLUMNS[sort.column];
  }
  whereEntities(query, selection, visible);
  applyKeyset(query, {
    expression,
    keyColumn: 'e.entity_ref',
    order,
    after,
    before,
  });
  return query
    .select(
      ...ATTRIBUTE_COLUMNS,
      'e.level',
      'e.score',
      'e.coverage',
      'e.target',
      'e.at_target',
      'e.delta_30d',
      'e.open_tasks',
      'e.next_check',
      'e.next_message',
      'e.next_gain',
      'e.next_lifts',
      'e.next_coverage_gain',
      'e.evaluated_at_ms',
      knex.raw(`${expression} as sort_value`),
    )
    .limit(limit);
}
