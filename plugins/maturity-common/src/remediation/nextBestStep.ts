// SPDX-License-Identifier: Apache-2.0
import { Effort } from '../model/modelSchema';
import { ModelCheck, ScorecardModel } from '../model/types';
import { NextStep, Scorecard } from '../scoring/types';
import { describeCheck } from './describeCheck';
import { RepairEffect, repairEffects } from './repairEffects';

/** How much work an effort stands for, relative to a low one. */
const WORK: Record<Effort, number> = { low: 1, medium: 2, high: 4 };

/**
 * The check whose repair raises the scorecard's level, else a dimension's level, else the score, most for the least
 * effort. Undefined where no check is below its target.
 *
 * @public
 */
export function nextBestStep(
  scorecard: Pick<Scorecard, 'dimensions' | 'level' | 'score'>,
  model: ScorecardModel,
  effects: readonly RepairEffect[] = repairEffects(scorecard, model),
): NextStep | undefined {
  const checks = new Map<string, ModelCheck>(
    model.dimensions.flatMap(dimension =>
      dimension.checks.map(check => [check.id, check] as const),
    ),
  );
  const effortOf = ({ checkId }: RepairEffect): Effort =>
    checks.get(checkId)?.remediation.effort ?? 'medium';
  const best = [...effects].sort((a, b) => {
    const workA = WORK[effortOf(a)];
    const workB = WORK[effortOf(b)];
    return (
      rankOf(b) - rankOf(a) ||
      b.liftedBy / workB - a.liftedBy / workA ||
      b.gain / workB - a.gain / workA ||
      (a.checkId < b.checkId ? -1 : 1)
    );
  })[0];
  if (!best) {
    return undefined;
  }
  const result = scorecard.dimensions
    .flatMap(dimension => dimension.checks)
    .find(({ checkId }) => checkId === best.checkId)!;
  return {
    checkId: best.checkId,
    dimensionId: best.dimensionId,
    message: describeCheck(result, model.levels),
    effort: effortOf(best),
    gain: best.gain,
    ...(best.liftsLevelTo !== undefined && {
      liftsLevelTo: best.liftsLevelTo,
    }),
    ...(best.lifts && { lifts: best.lifts }),
  };
}

function rankOf({ lifts }: RepairEffect): number {
  if (lifts === 'scorecard') return 2;
  return lifts === 'dimension' ? 1 : 0;
}
