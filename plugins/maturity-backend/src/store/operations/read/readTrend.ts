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
  /** The models of these entities before and since, where they are not the same. */
  from_model: string | null;
  to_model: string | null;
  /** Of these entities, those with another level or score than before. */
  moved: number | string;
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
    .groupBy(
      'h.day',
      'h.level',
      'h.previous_level',
      'h.first',
      'from_model',
      'to_model',
    )
    .orderBy('h.day')
    .select(
      'h.day',
      'h.level',
      'h.previous_level',
      'h.first',
      knex.raw(whereOtherModel('previous_model_version', 'from_model')),
      knex.raw(whereOtherModel('model_version', 'to_model')),
      knex.raw('count(*) as entities'),
      knex.raw(
        `sum(case when coalesce(h.level, -1) <> coalesce(h.previous_level, -1)
          or coalesce(h.score, -1) <> coalesce(h.previous_score, -1) then 1 else 0 end) as moved`,
      ),
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

function whereOtherModel(column: string, alias: string): string {
  return `case when h.previous_model_version <> h.model_version then h.${column} end as ${alias}`;
}
