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
}

interface BaselineRow {
  entity_ref: string;
  level: number | null;
  score: number | null;
  coverage: number | null;
  least: number | null;
  most: number | null;
  unknown: number | string | null;
}

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
      ),
    knex,
    'entity_ref',
    entityRefs,
  );
  const rows = rowsFrom<BaselineRow>(
    await knex.raw(
      `select h.entity_ref, h.level, h.score, h.coverage, since.least, since.most, since.unknown
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
  return {
    ...(level !== null && score !== null && { score }),
    ...(coverage !== null &&
      Number(unknown ?? 0) === 0 && {
        coverage: {
          least: Math.min(coverage, least ?? coverage),
          most: Math.max(coverage, most ?? coverage),
        },
      }),
  };
}
