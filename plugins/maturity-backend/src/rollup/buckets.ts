// SPDX-License-Identifier: Apache-2.0
import {
  RollupBucket,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { RollupRow } from '../store/operations/read/readRollup';

/** Rows of one group, of the whole scorecard and of its dimensions. @internal */
export interface BucketRows {
  whole: RollupRow[];
  dimensions: RollupRow[];
}

/** Rows by group; the key is empty where nothing is grouped. @internal */
export function byGroup(
  whole: RollupRow[],
  dimensions: RollupRow[],
): Map<string, BucketRows> {
  const groups = new Map<string, BucketRows>();
  const of = (key: string | null) => {
    const name = key ?? '';
    const known = groups.get(name) ?? { whole: [], dimensions: [] };
    groups.set(name, known);
    return known;
  };
  whole.forEach(row => of(row.group_key).whole.push(row));
  dimensions.forEach(row => of(row.group_key).dimensions.push(row));
  return groups;
}

/** What one group comes to. @internal */
export function toBucket(
  rows: BucketRows | undefined,
  model: ScorecardModel,
): RollupBucket {
  const whole = rows?.whole ?? [];
  const entities = sum(whole, row => row.entities);
  // Scores are of entities with a level only, so that means and levels speak of the same ones.
  const leveled = whole.filter(isLeveled);
  const scored = sum(leveled, row => row.scored);
  const deltas = sum(leveled, row => row.deltas);
  const levels = distribution(whole, model);
  return {
    entities,
    measured: sum(whole, row => row.measured),
    scored,
    coverage:
      entities === 0
        ? 0
        : round(sum(whole, row => row.coverage_sum) / entities, 3),
    ...(scored > 0 && {
      score: round(sum(leveled, row => row.score_sum) / scored, 1),
    }),
    ...(deltas > 0 && {
      delta30d: round(sum(leveled, row => row.delta_sum) / deltas, 1),
    }),
    ...medianOf(levels.levels),
    atTarget: sum(whole, row => row.at_target),
    distribution: levels,
    dimensions: model.dimensions.map(({ id }) => {
      const own = (rows?.dimensions ?? []).filter(
        row => row.dimension_id === id,
      );
      const ownLeveled = own.filter(isLeveled);
      const ownScored = sum(ownLeveled, row => row.scored);
      const ownLevels = distribution(own, model);
      return {
        dimensionId: id,
        leveled: ownLevels.levels.reduce((a, b) => a + b, 0),
        ...medianOf(ownLevels.levels),
        ...(ownScored > 0 && {
          score: round(sum(ownLeveled, row => row.score_sum) / ownScored, 1),
        }),
        atTarget: sum(own, row => row.at_target),
        distribution: ownLevels,
      };
    }),
  };
}

function isLeveled({ level }: RollupRow): boolean {
  return level !== null;
}

function distribution(
  rows: RollupRow[],
  model: ScorecardModel,
): RollupBucket['distribution'] {
  const levels = model.levels.map(() => 0);
  let none = 0;
  for (const row of rows) {
    if (row.level !== null && row.level < levels.length) {
      levels[row.level] += Number(row.entities);
    } else {
      none += Number(row.entities);
    }
  }
  return { levels, none };
}

/** The highest level that at least half of the leveled entities reach: always a level, never one and a half. */
function medianOf(levels: number[]): { medianLevel?: number } {
  const total = levels.reduce((a, b) => a + b, 0);
  if (total === 0) {
    return {};
  }
  let reached = 0;
  for (let level = levels.length - 1; level > 0; level -= 1) {
    reached += levels[level];
    if (reached * 2 >= total) {
      return { medianLevel: level };
    }
  }
  return { medianLevel: 0 };
}

/** Digits beyond these say nothing of a mean, and a hundred groups of them make an answer large. @internal */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function sum(
  rows: RollupRow[],
  of: (row: RollupRow) => number | string | null,
): number {
  return rows.reduce((total, row) => total + Number(of(row) ?? 0), 0);
}
