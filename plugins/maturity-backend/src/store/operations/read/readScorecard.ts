// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbEntitiesRow } from '../../tables';
import { ATTRIBUTE_COLUMNS, AttributesRow } from './attributes';
import { EntityVisibility } from './EntityVisibility';
import { whereVisible } from './whereVisible';

/** @internal */
export type ScorecardRow = AttributesRow &
  Pick<DbEntitiesRow, 'delta_30d' | 'evaluated_at_ms' | 'target'> & {
    /** Absent until the first evaluation. */
    scorecard: string | null;
    /** The catalog entity, JSON. */
    entity: string;
    /** The queue's entry, where new records wait to be evaluated. */
    pending: string | null;
  };

/** Everything of one entity by its primary key; `undefined` where it is not scored or not visible. @internal */
export async function readScorecard(options: {
  knex: Knex;
  entityRef: string;
  visible: EntityVisibility;
}): Promise<ScorecardRow | undefined> {
  const query = options
    .knex('maturity_entities as e')
    .leftJoin('maturity_scorecards as s', 's.entity_ref', 'e.entity_ref')
    .leftJoin('maturity_evaluation_queue as q', 'q.entity_ref', 'e.entity_ref')
    .where('e.entity_ref', options.entityRef)
    .where('e.state', 'active');
  whereVisible(query, 'e.entity_ref', options.visible);
  return query
    .first(
      ...ATTRIBUTE_COLUMNS,
      'e.delta_30d',
      'e.evaluated_at_ms',
      'e.target',
      'e.entity',
      { scorecard: 's.data' },
      { pending: 'q.entity_ref' },
    )
    .then();
}
