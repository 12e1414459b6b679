// SPDX-License-Identifier: Apache-2.0
import { Effort, ModelLevel } from '../model/modelSchema';
import { ScorecardModel } from '../model/types';
import {
  CheckResult,
  NextStep,
  Scorecard,
  WaitingCheck,
} from '../scoring/types';
import { missingSources } from './connectSource';
import { describeCheck } from './describeCheck';
import { repairEffects } from './repairEffects';
import { compareTasks, Ranked } from './taskOrder';
import { Waiver } from './types';

/** What one can do for an entity, and what waits for somebody else. @public */
export interface NextSteps {
  /** In the order of tasks: the first is the next step. */
  own: NextStep[];
  waitsFor: WaitingCheck[];
}

/** A step before it is put into words. @internal */
export interface RankedStep {
  step: Omit<NextStep, 'message'>;
  /** What its sentence is made of: the check, or the sentence about a missing source. */
  about: CheckResult | string;
}

/** @internal */
export interface RankedSteps {
  /** In the order of tasks. */
  own: RankedStep[];
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
  const { own, waitsFor } = rankSteps(scorecard, model, waivers);
  return {
    own: own.map(ranked => describeStep(ranked, model.levels)),
    waitsFor,
  };
}

/** A step with its sentence. @internal */
export function describeStep(
  { step, about }: RankedStep,
  levels: readonly ModelLevel[],
): NextStep {
  return {
    ...step,
    message: typeof about === 'string' ? about : describeCheck(about, levels),
  };
}

/** The same as {@link nextSteps}, for whoever needs the words of few steps or of none. @internal */
export function rankSteps(
  scorecard: Pick<Scorecard, 'dimensions' | 'level' | 'score'>,
  model: ScorecardModel,
  waivers: ReadonlyMap<string, Waiver>,
): RankedSteps {
  const efforts = effortsOf(model);
  const results = new Map<string, CheckResult>();
  for (const { checks } of scorecard.dimensions) {
    for (const check of checks) results.set(check.checkId, check);
  }
  const own: (RankedStep & { rank: Ranked })[] = [];
  const waiting: { check: WaitingCheck; rank: Ranked }[] = [];
  for (const effect of repairEffects(scorecard, model)) {
    const check = results.get(effect.checkId)!;
    const effort = efforts.get(effect.checkId) ?? 'medium';
    const rank = { ...effect, effort };
    if (check.sharedCause) {
      waiting.push({ check: { ...effect, cause: check.sharedCause }, rank });
    } else {
      const step = { kind: 'check' as const, ...rank };
      own.push({ step, about: check, rank });
    }
  }
  const isLeveled = scorecard.level !== undefined;
  for (const { checkId, content } of missingSources(scorecard, waivers)) {
    const { message, effort, gain, coverageGain } = content;
    const step: RankedStep['step'] = {
      kind: 'connect-source',
      checkId,
      effort,
      gain,
    };
    if (coverageGain !== undefined) step.coverageGain = coverageGain;
    own.push({
      step,
      about: message,
      rank: {
        checkId,
        effort,
        gain,
        ...(!isLeveled && { connects: coverageGain }),
      },
    });
  }
  return {
    own: own
      .sort((a, b) => compareTasks(a.rank, b.rank))
      .map(({ step, about }) => ({ step, about })),
    waitsFor: waiting
      .sort((a, b) => compareTasks(a.rank, b.rank))
      .map(({ check }) => check),
  };
}

function effortsOf({ dimensions }: ScorecardModel): Map<string, Effort> {
  const efforts = new Map<string, Effort>();
  for (const { checks } of dimensions) {
    for (const { id, remediation } of checks) {
      efforts.set(id, remediation.effort);
    }
  }
  return efforts;
}
