// SPDX-License-Identifier: Apache-2.0
import { DimensionResult } from './types';

/** The least share of dimension weight that must be leveled before there is an overall level. @internal */
export const MINIMUM_LEVELED = 0.5;

/** Weighted means are off by a few units in the last place; a mean of 75 must not fall to the level below. */
const EPSILON = 1e-9;

/** The level that a score stands for. @public */
export function levelOfScore(score: number, topLevel: number): number {
  return Math.min(
    topLevel,
    Math.max(0, Math.floor((score * topLevel) / 100 + EPSILON)),
  );
}

/** @public */
export interface OverallResult {
  level?: number;
  /** Absent without a level: a mean over what happens to be known is no score of the whole. */
  score?: number;
  coverage: number;
  /** Dimensions without a level, by id. */
  notLeveled: string[];
  /** Weight of the leveled dimensions ÷ weight of all, 0..1. */
  leveledShare: number;
  /** Mean score of the leveled dimensions; decides the level under the policy `mean`. */
  leveledScore?: number;
}

/** A dimension in which nothing applies is as if it did not exist. */
function exists({ checks }: Pick<DimensionResult, 'checks'>): boolean {
  return checks.some(
    ({ graded, outcome }) =>
      graded && outcome !== 'not-applicable' && outcome !== 'waived',
  );
}

/**
 * Level, score and coverage of a scorecard from its dimensions.
 *
 * @remarks
 *
 * The score is the weighted mean over all dimensions that have one, leveled or not: a dimension that loses its level
 * because a check lost its data must not move the score. The level looks at leveled dimensions only. Without a level
 * there is no score either.
 *
 * @public
 */
export function resolveLevel(
  all: readonly DimensionResult[],
  policy: 'weakest-link' | 'mean',
  topLevel: number,
): OverallResult {
  const dimensions = all.filter(exists);
  const weight = sumOf(dimensions, () => 1);
  const scored = dimensions.filter(({ score }) => score !== undefined);
  const leveled = dimensions.filter(({ level }) => level !== undefined);
  const coverage =
    weight === 0 ? 1 : sumOf(dimensions, dim => dim.coverage) / weight;
  const score = meanScore(scored);
  const leveledShare = weight === 0 ? 0 : sumOf(leveled, () => 1) / weight;
  const leveledScore = meanScore(leveled);
  const enough =
    leveled.length > 0 && leveledShare >= MINIMUM_LEVELED - EPSILON;
  const level = enough ? overallLevel(leveled, policy, topLevel) : undefined;
  return {
    ...(level !== undefined && {
      level,
      ...(score !== undefined && { score }),
    }),
    coverage,
    notLeveled: dimensions
      .filter(dimension => dimension.level === undefined)
      .map(({ dimensionId }) => dimensionId),
    leveledShare,
    ...(leveledScore !== undefined && { leveledScore }),
  };
}

function overallLevel(
  leveled: readonly DimensionResult[],
  policy: 'weakest-link' | 'mean',
  topLevel: number,
): number {
  switch (policy) {
    case 'weakest-link':
      return Math.min(...leveled.map(({ level }) => level as number));
    case 'mean':
      return levelOfScore(meanScore(leveled) as number, topLevel);
    default:
      return neverPolicy(policy);
  }
}

function neverPolicy(policy: never): never {
  throw new TypeError(`Unknown level policy '${policy}'`);
}

function meanScore(dimensions: readonly DimensionResult[]): number | undefined {
  const weight = sumOf(dimensions, () => 1);
  return weight === 0
    ? undefined
    : sumOf(dimensions, ({ score = 0 }) => score) / weight;
}

function sumOf(
  dimensions: readonly DimensionResult[],
  value: (dimension: DimensionResult) => number,
): number {
  let sum = 0;
  for (const dimension of dimensions) {
    sum += dimension.weight * value(dimension);
  }
  return sum;
}
