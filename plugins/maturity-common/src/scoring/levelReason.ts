// SPDX-License-Identifier: Apache-2.0
import { isApplicable, hasData } from './scoreDimension';
import {
  CheckResult,
  DimensionResult,
  HoldingCheck,
  LevelReason,
} from './types';

/** The least score of a level. */
function scoreOfLevel(level: number, topLevel: number): number {
  return (level * 100) / topLevel;
}

/**
 * Why a dimension is at its level and not at the next one: the required checks at the lowest level with what the next
 * one asks of them, or what is missing for there to be a level.
 *
 * @internal
 */
export function dimensionLevelReason(
  dimension: Omit<DimensionResult, 'levelReason'>,
  options: { minimumCoverage: number; topLevel: number },
): LevelReason {
  const { level, score = 0, coverage, checks } = dimension;
  const { minimumCoverage, topLevel } = options;
  const applicable = checks.filter(isApplicable);
  const required = applicable.filter(check => check.required);
  if (applicable.length === 0) {
    return { id: 'nothing-applies', data: {} };
  }
  if (level === undefined) {
    const isCovered = coverage >= minimumCoverage - 1e-9;
    const missing = (isCovered ? required : applicable).filter(
      check => !hasData(check),
    );
    return {
      id: 'not-enough-data',
      data: {
        share: coverage,
        needs: minimumCoverage,
        missing: missing.map(({ checkId, title }) => ({ id: checkId, title })),
      },
    };
  }
  if (level >= topLevel) {
    return { id: 'top-level', data: { level } };
  }
  const next = level + 1;
  if (required.length === 0) {
    const needs = scoreOfLevel(next, topLevel);
    return { id: 'held-by-score', data: { level, next, score, needs } };
  }
  return {
    id: 'held-by-checks',
    data: { level, next, checks: holdingChecks(required, level) },
  };
}

function holdingChecks(
  required: readonly CheckResult[],
  level: number,
): HoldingCheck[] {
  return required
    .filter(check => hasData(check) && check.level === level)
    .flatMap(({ checkId, dimensionId, title, unit, better, ...check }) =>
      check.value === undefined || check.next === undefined
        ? []
        : [
            {
              checkId,
              dimensionId,
              title,
              unit,
              better,
              value: check.value,
              ...(check.workingHours !== undefined && {
                workingHours: check.workingHours,
              }),
              needs: check.next.threshold,
            },
          ],
    );
}

/**
 * Why a scorecard is at its level: the lowest dimensions, each with its own reason; under the policy `mean` the score;
 * without a level, the dimensions that have none.
 *
 * @internal
 */
export function scorecardLevelReason(options: {
  level?: number;
  /** Mean of the leveled dimensions' scores. */
  leveledScore?: number;
  /** Weight leveled ÷ weight of all dimensions, 0..1. */
  leveledShare: number;
  minimumLeveled: number;
  dimensions: readonly DimensionResult[];
  policy: 'weakest-link' | 'mean';
  topLevel: number;
}): LevelReason {
  const { level, leveledScore = 0, leveledShare, minimumLeveled } = options;
  const { dimensions, policy, topLevel } = options;
  const existing = dimensions.filter(
    ({ levelReason }) => levelReason?.id !== 'nothing-applies',
  );
  if (existing.length === 0) {
    return { id: 'nothing-applies', data: {} };
  }
  if (level === undefined) {
    return {
      id: 'not-enough-data',
      data: {
        share: leveledShare,
        needs: minimumLeveled,
        missing: existing
          .filter(dimension => dimension.level === undefined)
          .map(({ dimensionId, title }) => ({ id: dimensionId, title })),
      },
    };
  }
  if (level >= topLevel) {
    return { id: 'top-level', data: { level } };
  }
  const next = level + 1;
  if (policy === 'mean') {
    const needs = scoreOfLevel(next, topLevel);
    return {
      id: 'held-by-score',
      data: { level, next, score: leveledScore, needs },
    };
  }
  return {
    id: 'held-by-dimensions',
    data: {
      level,
      next,
      dimensions: existing
        .filter(dimension => dimension.level === level)
        .map(({ dimensionId, title, levelReason }) => ({
          dimensionId,
          title,
          checks:
            levelReason?.id === 'held-by-checks' ? levelReason.data.checks : [],
          ...(levelReason?.id === 'held-by-score' && {
            score: levelReason.data.score,
            needs: levelReason.data.needs,
          }),
        })),
    },
  };
}
