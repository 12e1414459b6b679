// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { WHOLE } from '../historyStates';
import { rowsFrom, whereAnyOf } from '../bulk';

/** What an entity's score of today is compared with. @internal */
export interface Baseline {
  /** At the end of the day; absent without a level then. */
  score?: number;
  /** The least and the most that was known of it since, 0..1; absent where a part of that time does not say. */
  coverage?: { least: number; most: number };
  /**
   * How far the score moved since on days on which the model changed: by another measure or grade, not by the entity.
   * Absent where it had no level before or after such a day.
   */
  byModel?: number;
}

interface BaselineRow {
  entity_ref: string;
  level: number | null;
  score: number | null;
  coverage: number | null;
  least: number | null;
  most: number | null;
  unknown: number | string | null;
  by_model: number | null;
  unmeasured: number | string | null;
}

/** On rows of history; a row of an earlier version does not say, and counts as of the same model. */
const IS_OTHER_MODEL = 'previous_model_version <> model_version';

/** Where entities stood at the end of a day; those of which nothing was known then are left out. @internal */
export async function loadBaselines(
  knex: Knex,
  options: { entityRefs: string[]; day: string },
): Promise<Map<string, Baseline>> {
  const { entityRefs, day } = options;
  const whole = () => knex('maturity_history').where({ dimension_id: WHOLE });
  const newest = whereAnyOf(
    whole()
      .andWhere('day', '<=', day)
      .groupBy('entity_ref')
      .select('entity_ref')
      .max('day as day'),
    knex,
    'entity_ref',
    entityRefs,
  );
  const since = whereAnyOf(
    whole()
      .andWhere('day', '>', day)
      .groupBy('entity_ref')
      .select(
        'entity_ref',
        knex.raw('min(coverage) as least'),
        knex.raw('max(coverage) as most'),
        knex.raw('count(*) - count(coverage) as unknown'),
        knex.raw(
          `sum(case when ${IS_OTHER_MODEL} then coalesce(score - previous_score, 0) else 0 end) as by_model`,
        ),
        knex.raw(
          `sum(case when ${IS_OTHER_MODEL} and (level is null or previous_level is null) then 1 else 0 end) as unmeasured`,
        ),
      ),
    knex,
    'entity_ref',
    entityRefs,
  );
  const rows = rowsFrom<BaselineRow>(
    await knex.raw(
      `select h.entity_ref, h.level, h.score, h.coverage, since.least, since.most, since.unknown, since.by_model, since.unmeasured
       from (?) as newest
       join maturity_history as h
         on h.entity_ref = newest.entity_ref and h.dimension_id = ? and h.day = newest.day
       left join (?) as since on since.entity_ref = newest.entity_ref`,
      [newest, WHOLE, since],
    ),
  );
  return new Map(rows.map(row => [row.entity_ref, toBaseline(row)]));
}

function toBaseline(row: BaselineRow): Baseline {
  const { level, score, coverage, least, most, unknown } = row;
  const byModel = Number(row.by_model ?? 0);
  return {
    ...(level !== null && score !== null && { score }),
    ...(coverage !== null &&
      Number(unknown ?? 0) === 0 && {
        coverage: {
          least: Math.min(coverage, least ?? coverage),
          most: Math.max(coverage, most ?? coverage),
        },
      }),
    ...(Number(row.unmeasured ?? 0) === 0 && { byModel }),
  };
}
