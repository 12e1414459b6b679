// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { isPostgres, rowsFrom } from '../../bulk';
import { EntityVisibility } from './EntityVisibility';
import { EntitySelection, whereEntities } from './whereEntities';

/** @internal */
export interface CheckRollupRow {
  check_id: string;
  with_data: number | string;
  below: number | string;
  excess_sum: number | null;
  excess_samples: number | string | null;
  excess_per_week: number | null;
  median: number | null;
}

/** @internal */
export interface CheckRollupOptions {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
}

const SUMS = [
  'count(c.value) as with_data',
  "sum(case when c.outcome = 'below' then 1 else 0 end) as below",
  'sum(c.excess_sum) as excess_sum',
  'sum(c.excess_samples) as excess_samples',
  'sum(c.excess_per_week) as excess_per_week',
];

/** Per check: entities with data, below the target, the excess of its samples, and the median value. @internal */
export async function readCheckRollup(
  options: CheckRollupOptions,
): Promise<CheckRollupRow[]> {
  if (isEverything(options)) {
    return readChecksOfAll(options.knex);
  }
  return isPostgres(options.knex)
    ? checkResults(options)
        .groupBy('c.check_id')
        .select(
          'c.check_id',
          ...SUMS.map(sum => options.knex.raw(sum)),
          options.knex.raw(
            'percentile_cont(0.5) within group (order by c.value) as median',
          ),
        )
    : readRankedChecks(options);
}

/** SQLite has no percentile: the one or two middle values of each check, ranked in one pass. */
async function readRankedChecks(
  options: CheckRollupOptions,
): Promise<CheckRollupRow[]> {
  const { knex } = options;
  const ranked = checkResults(options).select(
    'c.check_id',
    'c.outcome',
    'c.value',
    'c.excess_sum',
    'c.excess_samples',
    'c.excess_per_week',
    knex.raw(
      'row_number() over (partition by c.check_id order by c.value is null, c.value) as rank',
    ),
    knex.raw('count(c.value) over (partition by c.check_id) as total'),
  );
  return knex
    .from(ranked.as('c'))
    .groupBy('c.check_id')
    .select(
      'c.check_id',
      ...SUMS.map(sum => knex.raw(sum)),
      knex.raw(
        'avg(case when c.rank in ((c.total + 1) / 2, (c.total + 2) / 2) then c.value end) as median',
      ),
    );
}

/**
 * The whole organization without sorting it: sums in one pass, and each median from the middle of an index that is
 * sorted already. With many entities this is a fraction of what a percentile over all results takes.
 */
async function readChecksOfAll(knex: Knex): Promise<CheckRollupRow[]> {
  const sums: Omit<CheckRollupRow, 'median'>[] = await knex(
    'maturity_check_results as c',
  )
    .groupBy('c.check_id')
    .select('c.check_id', ...SUMS.map(sum => knex.raw(sum)));
  const medians = await readMiddles(
    knex,
    sums.map(row => ({ checkId: row.check_id, total: Number(row.with_data) })),
  );
  return sums.map(row => ({
    ...row,
    median: medians.get(row.check_id) ?? null,
  }));
}

async function readMiddles(
  knex: Knex,
  checks: { checkId: string; total: number }[],
): Promise<Map<string, number>> {
  const known = checks.filter(({ total }) => total > 0);
  if (known.length === 0) {
    return new Map();
  }
  const middle = `select * from (
      select avg(value) as median, cast(? as text) as check_id from (
        select value from maturity_check_results where check_id = ? and value is not null
        order by value limit ? offset ?
      ) as middle
    ) as one`;
  const rows = rowsFrom<{ check_id: string; median: number }>(
    await knex.raw(
      known.map(() => middle).join(' union all '),
      known.flatMap(({ checkId, total }) => [
        checkId,
        checkId,
        2 - (total % 2),
        Math.floor((total - 1) / 2),
      ]),
    ),
  );
  return new Map(rows.map(row => [row.check_id, row.median]));
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
export async function readBenchmarks(
  options: CheckRollupOptions & { questions: BenchmarkQuestion[] },
): Promise<BenchmarkRow[]> {
  const { knex, questions } = options;
  return Promise.all(
    questions.map(async ({ id, checkIds, comparison, value }) => {
      const [row] = await checkResults(options)
        .whereIn('c.check_id', checkIds)
        .whereNotNull('c.value')
        .select(
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

/** Results of checks as `c`. Entities that left have none, so everything needs no look at the entities. */
function checkResults(options: CheckRollupOptions): Knex.QueryBuilder {
  const { knex, selection, visible } = options;
  const query = knex('maturity_check_results as c');
  if (isEverything(options)) {
    return query;
  }
  query.join('maturity_entities as e', 'e.entity_ref', 'c.entity_ref');
  return whereEntities(query, selection, visible);
}

/** Whether a question is about all entities: then nothing need be known of them. @internal */
export function isEverything({
  selection,
  visible,
}: CheckRollupOptions): boolean {
  return (
    visible.kind === 'all' &&
    Object.values(selection).every(restriction => restriction === undefined)
  );
}
