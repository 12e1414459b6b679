// SPDX-License-Identifier: Apache-2.0
import { ScorecardModel } from '../model/types';
import { resolveLevel } from '../scoring/resolveLevel';
import { scoreDimension } from '../scoring/scoreDimension';
import { CheckResult, DimensionResult, Scorecard } from '../scoring/types';

/** What repairing one check, that is bringing it to its target, would do. @public */
export interface RepairEffect {
  checkId: string;
  dimensionId: string;
  /** Points of the overall score. */
  gain: number;
  /** The level that is reached, where one is lifted. */
  liftsLevelTo?: number;
  lifts?: 'scorecard' | 'dimension';
  /** By how many levels. */
  liftedBy: number;
}

/** The effect of each check below its target. @public */
export function repairEffects(
  scorecard: Pick<Scorecard, 'dimensions' | 'level' | 'score'>,
  model: ScorecardModel,
): RepairEffect[] {
  const topLevel = model.levels.length - 1;
  const effects: RepairEffect[] = [];
  scorecard.dimensions.forEach((dimension, index) => {
    for (const check of dimension.checks) {
      if (!check.graded || check.outcome !== 'below') continue;
      const repaired = repairedDimension(dimension, check, model, topLevel);
      const dimensions = [...scorecard.dimensions];
      dimensions[index] = repaired;
      const overall = resolveLevel(dimensions, model.policy, topLevel);
      const overallLift = (overall.level ?? 0) - (scorecard.level ?? 0);
      const dimensionLift = (repaired.level ?? 0) - (dimension.level ?? 0);
      effects.push({
        checkId: check.checkId,
        dimensionId: dimension.dimensionId,
        gain: (overall.score ?? 0) - (scorecard.score ?? 0),
        ...describeLift(
          overallLift > 0 ? overall.level : undefined,
          dimensionLift > 0 ? repaired.level : undefined,
        ),
        liftedBy: overallLift > 0 ? overallLift : Math.max(0, dimensionLift),
      });
    }
  });
  return effects;
}

function describeLift(
  overall: number | undefined,
  dimension: number | undefined,
): Pick<RepairEffect, 'lifts' | 'liftsLevelTo'> {
  if (overall !== undefined) {
    return { lifts: 'scorecard', liftsLevelTo: overall };
  }
  return dimension === undefined
    ? {}
    : { lifts: 'dimension', liftsLevelTo: dimension };
}

function repairedDimension(
  dimension: DimensionResult,
  check: CheckResult,
  model: ScorecardModel,
  topLevel: number,
): DimensionResult {
  const level = levelAtTarget(check);
  return scoreDimension({
    ...dimension,
    minimumCoverage: model.minimumCoverage,
    topLevel,
    checks: dimension.checks.map(other =>
      other === check
        ? {
            ...check,
            outcome: 'met',
            level,
            score: Math.max(check.score ?? 0, (level * 100) / topLevel),
          }
        : other,
    ),
  });
}

/** Levels above the target that ask for nothing come with it. */
function levelAtTarget({ target, thresholds }: CheckResult): number {
  let level = target;
  while (level < thresholds.length && thresholds[level] === null) {
    level += 1;
  }
  return level;
}
