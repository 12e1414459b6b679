// SPDX-License-Identifier: Apache-2.0
import {
  RollupAnswer,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { nameOf } from '../read/facets';
import { QueryOf } from '../service/types';
import { EntityVisibility } from '../store/operations/read/EntityVisibility';
import {
  ChildGroupRow,
  readChildGroups,
  readTitles,
} from '../store/operations/read/readGroups';
import {
  CheckRollupRow,
  readBenchmarks,
  readCheckRollup,
} from '../store/operations/read/readCheckRollup';
import { readChangeTimes } from '../store/operations/read/readChangeTimes';
import {
  readDimensionRollup,
  readEntityRollup,
  RollupGrouping,
} from '../store/operations/read/readRollup';
import { benchmarkQuestions, toBenchmarks } from './benchmarks';
import { byGroup, round, toBucket } from './buckets';
import { describeChanges } from './describeChanges';
import { parseScope, selectScope } from './scope';

/** Groups of an answer: more than a screen can show, and few enough to send. */
const MAX_GROUPS = 100;

/** What a rollup is made from. @internal */
export interface RollupContext {
  knex: Knex;
  model: ScorecardModel;
  visible: EntityVisibility;
}

/** Distribution of levels and scores over a scope, as a whole and by group. @internal */
export async function rollup(
  query: QueryOf<'getRollup'>,
  context: RollupContext,
): Promise<RollupAnswer> {
  const { knex, model, visible } = context;
  const scope = parseScope(query.scope);
  const selection = selectScope(query, scope, model);
  const children =
    query.by === 'group'
      ? await readChildGroups({
          knex,
          // Systems and domains lie across groups, so their rollup begins at the top as well.
          parentRef: scope?.kind === 'group' ? scope.ref : undefined,
        })
      : [];
  const grouping: RollupGrouping =
    query.by === 'group'
      ? { by: 'group', groupRefs: children.map(child => child.group_ref) }
      : { by: query.by };
  const options = { knex, selection, visible };
  const everything = { by: 'everything' } as const;
  const [
    whole,
    dimensions,
    groupWhole,
    groupDimensions,
    checks,
    benchmarks,
    changes,
  ] = await Promise.all([
    readEntityRollup({ ...options, grouping: everything }),
    readDimensionRollup({ ...options, grouping: everything }),
    readEntityRollup({ ...options, grouping }),
    readDimensionRollup({ ...options, grouping }),
    readCheckRollup(options),
    readBenchmarks({ ...options, questions: benchmarkQuestions(model) }),
    readChangeTimes(options),
  ]);

  const buckets = [...byGroup(groupWhole, groupDimensions)].map(
    ([key, rows]) => ({ key, ...toBucket(rows, model) }),
  );
  buckets.sort((a, b) => b.entities - a.entities || compare(a.key, b.key));
  const shown = buckets.slice(0, MAX_GROUPS);
  const titles = await readTitles({
    knex,
    refs: [...shown.map(({ key }) => key), ...(scope ? [scope.ref] : [])],
  });
  const hasChildren = childrenOf(children);
  return {
    ...(scope && {
      scope: scope.ref,
      scopeTitle: titles.get(scope.ref) ?? nameOf(scope.ref),
    }),
    by: query.by,
    total: toBucket(byGroup(whole, dimensions).get(''), model),
    groups: shown.map(bucket => ({
      ...bucket,
      title: titles.get(bucket.key) ?? nameOf(bucket.key),
      hasChildren: hasChildren.has(bucket.key),
    })),
    truncated: buckets.length > MAX_GROUPS,
    ...describeChanges(changes),
    checks: toChecks(checks, model),
    benchmarks: toBenchmarks(benchmarks),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function childrenOf(children: ChildGroupRow[]): Set<string> {
  return new Set(
    children
      .filter(child => Number(child.children) > 0)
      .map(child => child.group_ref),
  );
}

function toChecks(
  rows: CheckRollupRow[],
  model: ScorecardModel,
): RollupAnswer['checks'] {
  const byId = new Map(rows.map(row => [row.check_id, row] as const));
  return model.dimensions.flatMap(dimension =>
    dimension.checks
      .filter(check => check.graded)
      .map(check => {
        const row = byId.get(check.id);
        return {
          checkId: check.id,
          dimensionId: dimension.id,
          title: check.title,
          withData: Number(row?.with_data ?? 0),
          below: Number(row?.below ?? 0),
          ...excessOf(row),
          ...(typeof row?.median === 'number' && {
            median: round(row.median, 4),
          }),
          unit: check.unit,
        };
      }),
  );
}

/** The mean over all samples of all entities: each sample weighs the same, wherever it was taken. */
function excessOf(
  row: CheckRollupRow | undefined,
): Pick<RollupAnswer['checks'][number], 'excess'> {
  const samples = Number(row?.excess_samples ?? 0);
  return row && samples > 0
    ? {
        excess: {
          hours: round((row.excess_sum ?? 0) / samples, 2),
          samples,
          perWeek: round(row.excess_per_week ?? 0, 2),
        },
      }
    : {};
}
