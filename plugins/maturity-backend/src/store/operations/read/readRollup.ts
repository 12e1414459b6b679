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
  /** Entities with any data; 0 in the rows of dimensions. */
  measured: number | string;
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
      knex.raw(
        'sum(case when e.coverage > 0 and e.evaluated_at_ms is not null then 1 else 0 end) as measured',
      ),
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
      knex.raw('0 as measured'),
      knex.raw('sum(d.score) as score_sum'),
      knex.raw('null as coverage_sum'),
      knex.raw('sum(case when d.at_target then 1 else 0 end) as at_target'),
      knex.raw('null as delta_sum'),
      knex.raw('0 as deltas'),
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
