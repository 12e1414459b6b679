// SPDX-License-Identifier: Apache-2.0
import { CheckResult, DimensionResult } from './types';
import { levelOfScore } from './resolveLevel';

/** Whether a check takes part in scores and levels at all. @internal */
export function isApplicable(check: CheckResult): boolean {
  return (
    check.graded &&
    check.outcome !== 'not-applicable' &&
    check.outcome !== 'waived'
  );
}

/** Whether a check has a level and a score that count. @internal */
export function hasData(check: CheckResult): boolean {
  return (
    isApplicable(check) &&
    (check.outcome === 'met' || check.outcome === 'below') &&
    check.level !== undefined &&
    check.score !== undefined
  );
}

/** @public */
export interface ScoreDimensionOptions {
  dimensionId: string;
  title: string;
  weight: number;
  target: number;
  checks: CheckResult[];
  /** Below it, a dimension has no level. */
  minimumCoverage: number;
  /** L */
  topLevel: number;
}

/**
 * Score, coverage and level of a dimension. A check without data lowers the coverage and nothing else; one that is
 * not applicable or waived is as if it did not exist.
 *
 * @remarks
 *
 * The level is the lowest among the required checks with data. Where no required check applies, because the model
 * has none here or all are waived, the score's level stands in for it.
 *
 * @public
 */
export function scoreDimension(
  options: ScoreDimensionOptions,
): DimensionResult {
  const { dimensionId, title, weight, target, checks } = options;
  let applicable = 0;
  let withData = 0;
  let sum = 0;
  for (const check of checks) {
    if (!isApplicable(check)) continue;
    applicable += check.weight;
    if (!hasData(check)) continue;
    withData += check.weight;
    sum += check.weight * (check.score as number);
  }
  const coverage = applicable === 0 ? 1 : withData / applicable;
  const score = withData === 0 ? undefined : sum / withData;
  const level = levelOf(options, coverage, score);
  return {
    dimensionId,
    title,
    weight,
    ...(level !== undefined && { level }),
    ...(score !== undefined && { score }),
    coverage,
    target,
    ...(level !== undefined && { atTarget: level >= target }),
    checks,
  };
}

function levelOf(
  { checks, minimumCoverage, topLevel }: ScoreDimensionOptions,
  coverage: number,
  score: number | undefined,
): number | undefined {
  // Scaled weights may shift a share by a few units in the last place; that must not cost a level.
  if (score === undefined || coverage < minimumCoverage - 1e-9) {
    return undefined;
  }
  const required = checks.filter(
    check => check.required && isApplicable(check),
  );
  if (required.length === 0) {
    return levelOfScore(score, topLevel);
  }
  const levels = required.filter(hasData).map(check => check.level as number);
  return levels.length === 0 ? undefined : Math.min(...levels);
}
