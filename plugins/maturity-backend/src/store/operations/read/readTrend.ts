// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbBoolean } from '../../tables';
import { EntityVisibility } from './EntityVisibility';
import { EntitySelection, whereEntities } from './whereEntities';

/** How many entities moved from one level to another on one day, and what that did to the sum of scores. @internal */
export interface TrendRow {
  day: string;
  level: number | null;
  previous_level: number | null;
  first: DbBoolean;
  entities: number | string;
  score_sum: number;
  scored: number | string;
}

/**
 * Every movement up to a day, in order; adding them up gives the distribution of any day. Scores count with a level
 * only, so that levels and scores speak of the same entities.
 *
 * @internal
 */
export async function readTrend(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
  /** Empty for the whole scorecard. */
  dimensionId: string;
  toDay: string;
}): Promise<TrendRow[]> {
  const { knex, selection, visible, dimensionId, toDay } = options;
  const query = knex('maturity_history as h')
    .join('maturity_entities as e', 'e.entity_ref', 'h.entity_ref')
    .where('h.dimension_id', dimensionId)
    .where('h.day', '<=', toDay);
  whereEntities(query, selection, visible);
  return query
    .groupBy('h.day', 'h.level', 'h.previous_level', 'h.first')
    .orderBy('h.day')
    .select(
      'h.day',
      'h.level',
      'h.previous_level',
      'h.first',
      knex.raw('count(*) as entities'),
      knex.raw(
        `sum(case when h.level is null then 0 else coalesce(h.score, 0) end
          - case when h.first or h.previous_level is null then 0 else coalesce(h.previous_score, 0) end) as score_sum`,
      ),
      knex.raw(
        `sum((case when h.level is null or h.score is null then 0 else 1 end)
          - case when h.first or h.previous_level is null or h.previous_score is null then 0 else 1 end) as scored`,
      ),
    );
}
