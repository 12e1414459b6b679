// SPDX-License-Identifier: Apache-2.0
import { ModelCheck, ScorecardModel } from '../model/types';
import { NextStep, Scorecard, WaitingCheck } from '../scoring/types';
import { missingSources } from './connectSource';
import { describeCheck } from './describeCheck';
import { repairEffects } from './repairEffects';
import { compareTasks } from './taskOrder';
import { Waiver } from './types';

/** What one can do for an entity, and what waits for somebody else. @public */
export interface NextSteps {
  /** In the order of tasks: the first is the next step. */
  own: NextStep[];
  waitsFor: WaitingCheck[];
}

/**
 * All that can be done for a scorecard, in the one order of tasks: its checks below target, and the sources that it
 * lacks. What a shared cause holds back is apart: it is not the owner's to repair.
 *
 * @public
 */
export function nextSteps(
  scorecard: Pick<Scorecard, 'dimensions' | 'level' | 'score'>,
  model: ScorecardModel,
  waivers: ReadonlyMap<string, Waiver>,
): NextSteps {
  const configured = new Map<string, ModelCheck>(
    model.dimensions.flatMap(dimension =>
      dimension.checks.map(check => [check.id, check] as const),
    ),
  );
  const results = new Map(
    scorecard.dimensions.flatMap(({ checks }) =>
      checks.map(check => [check.checkId, check] as const),
    ),
  );
  const own: NextStep[] = [];
  const waiting: (WaitingCheck & Pick<NextStep, 'effort'>)[] = [];
  for (const effect of repairEffects(scorecard, model)) {
    const check = results.get(effect.checkId)!;
    const effort = configured.get(effect.checkId)?.remediation.effort;
    if (check.sharedCause) {
      const cause = check.sharedCause;
      waiting.push({ ...effect, cause, effort: effort ?? 'medium' });
      continue;
    }
    own.push({
      kind: 'check',
      ...effect,
      message: describeCheck(check, model.levels),
      effort: effort ?? 'medium',
    });
  }
  for (const source of missingSources(scorecard, waivers)) {
    const { checkId, content } = source;
    const { message, effort, gain, coverageGain } = content;
    own.push({
      kind: 'connect-source',
      checkId,
      message,
      effort,
      gain,
      ...(coverageGain !== undefined && { coverageGain }),
    });
  }
  const isLeveled = scorecard.level !== undefined;
  const ranked = (step: NextStep) => ({
    ...step,
    ...(!isLeveled && { connects: step.coverageGain }),
  });
  return {
    own: own.sort((a, b) => compareTasks(ranked(a), ranked(b))),
    waitsFor: waiting
      .sort(compareTasks)
      .map(({ effort: _effort, ...check }) => check),
  };
}
