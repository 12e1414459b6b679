// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { EntityVisibility } from './EntityVisibility';
import { EntitySelection, whereEntities } from './whereEntities';
import { whereInJson } from './whereInJson';

/** What rows are grouped by; `group` needs the groups, each counted with everything below it. @internal */
export type RollupGrouping =
  | { by: 'everything' }
  | { by: 'group'; groupRefs: string[] }
  | { by: 'system' | 'domain' | 'type' | 'lifecycle' | 'tier' };

/** Sums over entities of one group and level. Counts are strings where the driver answers 64-bit integers so. @internal */
export interface RollupRow {
  group_key: string | null;
  /** `null` in the rows of the whole scorecard. */
  dimension_id: string | null;
  level: number | null;
  entities: number | string;
  scored: number | string;
  score_sum: number | null;
  coverage_sum: number | null;
  at_target: number | string;
  delta_sum: number | null;
  deltas: number | string;
}

/** Per group and level of the whole scorecard. @internal */
export async function readEntityRollup(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
  grouping: RollupGrouping;
}): Promise<RollupRow[]> {
  const { knex, selection, visible, grouping } = options;
  const query = knex('maturity_entities as e');
  whereEntities(query, selection, visible);
  const key = joinGrouping(query, grouping);
  return query
    .groupByRaw(key ? `${key}, e.level` : 'e.level')
    .select(
      knex.raw(`${key ?? 'null'} as group_key`),
      knex.raw('null as dimension_id'),
      'e.level',
      knex.raw('count(*) as entities'),
      knex.raw('count(e.score) as scored'),
      knex.raw('sum(e.score) as score_sum'),
      knex.raw('sum(e.coverage) as coverage_sum'),
      knex.raw('sum(case when e.at_target then 1 else 0 end) as at_target'),
      knex.raw('sum(e.delta_30d) as delta_sum'),
      knex.raw('count(e.delta_30d) as deltas'),
    );
}

/** Per group, dimension and level. @internal */
export async function readDimensionRollup(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
  grouping: RollupGrouping;
}): Promise<RollupRow[]> {
  const { knex, selection, visible, grouping } = options;
  const query = knex('maturity_entities as e').join(
    'maturity_dimension_results as d',
    'd.entity_ref',
    'e.entity_ref',
  );
  whereEntities(query, selection, visible);
  const key = joinGrouping(query, grouping);
  return query
    .groupByRaw(
      key ? `${key}, d.dimension_id, d.level` : 'd.dimension_id, d.level',
    )
    .select(
      knex.raw(`${key ?? 'null'} as group_key`),
      'd.dimension_id',
      'd.level',
      knex.raw('count(*) as entities'),
      knex.raw('count(d.score) as scored'),
      knex.raw('sum(d.score) as score_sum'),
      knex.raw('null as coverage_sum'),
      knex.raw('sum(case when d.at_target then 1 else 0 end) as at_target'),
      knex.raw('null as delta_sum'),
      knex.raw('0 as deltas'),
    );
}

/** @internal */
export interface CheckRollupRow {
  check_id: string;
  with_data: number | string;
  below: number | string;
  time_lost: number | null;
  median: number | null;
}

const CHECK_SUMS = [
  'count(c.value) as with_data',
  "sum(case when c.outcome = 'below' then 1 else 0 end) as below",
  'sum(c.time_lost) as time_lost',
];

/** Per check: entities with data, below the target, hours a week lost, and the median value. @internal */
export async function readCheckRollup(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
}): Promise<CheckRollupRow[]> {
  const { knex, selection, visible } = options;
  const results = knex('maturity_check_results as c').join(
    'maturity_entities as e',
    'e.entity_ref',
    'c.entity_ref',
  );
  whereEntities(results, selection, visible);
  const isPostgres = knex.client.config.client === 'pg';
  if (isPostgres) {
    return results
      .groupBy('c.check_id')
      .select(
        'c.check_id',
        ...CHECK_SUMS.map(sum => knex.raw(sum)),
        knex.raw(
          'percentile_cont(0.5) within group (order by c.value) as median',
        ),
      );
  }
  // SQLite has no percentile: the one or two middle values of each check, ranked in one pass.
  results.select(
    'c.check_id',
    'c.outcome',
    'c.value',
    'c.time_lost',
    knex.raw(
      'row_number() over (partition by c.check_id order by c.value is null, c.value) as rank',
    ),
    knex.raw('count(c.value) over (partition by c.check_id) as total'),
  );
  return knex
    .from(results.as('c'))
    .groupBy('c.check_id')
    .select(
      'c.check_id',
      ...CHECK_SUMS.map(sum => knex.raw(sum)),
      knex.raw(
        'avg(case when c.rank in ((c.total + 1) / 2, (c.total + 2) / 2) then c.value end) as median',
      ),
    );
}

/** @internal */
export interface BenchmarkQuestion {
  id: string;
  checkIds: string[];
  /** The entity counts where its value is at least (or at most) this. */
  comparison: '>=' | '<=';
  value: number;
}

/** @internal */
export interface BenchmarkRow {
  id: string;
  n: number;
  hits: number;
}

/** How many of the entities with data meet each of these. @internal */
export async function readBenchmarks(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
  questions: BenchmarkQuestion[];
}): Promise<BenchmarkRow[]> {
  const { knex, selection, visible, questions } = options;
  return Promise.all(
    questions.map(async ({ id, checkIds, comparison, value }) => {
      const query = knex('maturity_check_results as c')
        .join('maturity_entities as e', 'e.entity_ref', 'c.entity_ref')
        .whereIn('c.check_id', checkIds)
        .whereNotNull('c.value');
      whereEntities(query, selection, visible);
      const [row] = await query.select(
        knex.raw('count(*) as n'),
        knex.raw(
          `sum(case when c.value ${comparison} ? then 1 else 0 end) as hits`,
          [value],
        ),
      );
      return { id, n: Number(row.n), hits: Number(row.hits ?? 0) };
    }),
  );
}

const KEYS = {
  system: 'e.system_ref',
  domain: 'e.domain_ref',
  type: 'e.type',
  lifecycle: 'e.lifecycle',
  tier: 'e.tier',
} as const;

function joinGrouping(
  query: Knex.QueryBuilder,
  grouping: RollupGrouping,
): string | undefined {
  if (grouping.by === 'everything') {
    return undefined;
  }
  if (grouping.by === 'group') {
    query.join('maturity_group_closure as k', 'k.group_ref', 'e.owner_ref');
    whereInJson(query, 'k.ancestor_ref', grouping.groupRefs);
    return 'k.ancestor_ref';
  }
  const key = KEYS[grouping.by];
  query.whereNotNull(key);
  return key;
}
