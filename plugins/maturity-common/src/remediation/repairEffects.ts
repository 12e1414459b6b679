// SPDX-License-Identifier: Apache-2.0
import { ScorecardModel } from '../model/types';
import { gradeCheck } from '../scoring/gradeCheck';
import { resolveLevel } from '../scoring/resolveLevel';
import { scoreDimension } from '../scoring/scoreDimension';
import {
  CheckResult,
  DimensionResult,
  Lift,
  Scorecard,
} from '../scoring/types';

/** What repairing one check, that is bringing it to its target, would do. @public */
export interface RepairEffect {
  checkId: string;
  dimensionId: string;
  /** Points of the overall score; 0 where there is none, before and after. */
  gain: number;
  /** Absent where it lifts nothing. */
  lifts?: Lift;
}

/**
 * The effect of each check below its target: the scorecard is resolved again with that check alone at the value that
 * its target asks for. What it says then and did not say before is what the repair lifts.
 *
 * @public
 */
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
      const lifts = liftOf(scorecard, overall, dimension, repaired);
      effects.push({
        checkId: check.checkId,
        dimensionId: dimension.dimensionId,
        gain:
          overall.score === undefined || scorecard.score === undefined
            ? 0
            : overall.score - scorecard.score,
        ...(lifts && { lifts }),
      });
    }
  });
  return effects;
}

function liftOf(
  before: { level?: number },
  after: { level?: number },
  dimension: DimensionResult,
  repaired: Pick<DimensionResult, 'level'>,
): Lift | undefined {
  if (isHigher(after.level, before.level)) {
    return { what: 'scorecard', level: after.level };
  }
  const { dimensionId, level } = dimension;
  return isHigher(repaired.level, level)
    ? { what: 'dimension', dimensionId, level: repaired.level }
    : undefined;
}

/** A repair brings no data, so a level that was not known is not reached by it. */
function isHigher(
  after: number | undefined,
  before: number | undefined,
): after is number {
  return after !== undefined && before !== undefined && after > before;
}

function repairedDimension(
  dimension: DimensionResult,
  check: CheckResult,
  model: ScorecardModel,
  topLevel: number,
): DimensionResult {
  const value = check.targetThreshold ?? check.value ?? 0;
  return scoreDimension({
    ...dimension,
    minimumCoverage: model.minimumCoverage,
    topLevel,
    checks: dimension.checks.map(other =>
      other === check
        ? { ...check, outcome: 'met', value, ...gradeCheck(value, check) }
        : other,
    ),
  });
}
