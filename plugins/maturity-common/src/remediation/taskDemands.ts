// SPDX-License-Identifier: Apache-2.0
import { ModelCheck, ScorecardModel } from '../model/types';
import { CheckResult, Lift, Scorecard } from '../scoring/types';
import { describeCheck } from './describeCheck';
import { repairEffects } from './repairEffects';
import { taskRank } from './taskOrder';
import { connectSourceDemands } from './connectSource';
import { TaskContent, TaskDemand } from './demandTypes';
import { Waiver } from './types';

/** The evidence that a task carries: the worst three. */
const EVIDENCE_ON_TASK = 3;

/** The demands of a scorecard, one per check and source. @internal */
export function taskDemands(
  scorecard: Scorecard,
  model: ScorecardModel,
  waivers: ReadonlyMap<string, Waiver>,
): TaskDemand[] {
  const effects = new Map(
    repairEffects(scorecard, model).map(effect => [effect.checkId, effect]),
  );
  const configured = new Map<string, ModelCheck>(
    model.dimensions.flatMap(({ checks }) =>
      checks.map(check => [check.id, check] as const),
    ),
  );
  const checks = scorecard.dimensions
    .flatMap(dimension => dimension.checks)
    .map(check =>
      checkDemand(
        check,
        configured.get(check.checkId),
        model,
        effects.get(check.checkId),
      ),
    );
  return [...checks, ...connectSourceDemands(scorecard, waivers)];
}

interface Effect {
  gain: number;
  lifts?: Lift;
}

function checkDemand(
  check: CheckResult,
  configured: ModelCheck | undefined,
  model: ScorecardModel,
  effect: Effect | undefined,
): TaskDemand {
  const { checkId, outcome } = check;
  if (!configured || !check.graded) {
    return {
      checkId,
      state: 'gone',
      cause: `${check.title} is shown and no longer graded.`,
    };
  }
  switch (outcome) {
    case 'below':
      return {
        checkId,
        state: 'needed',
        content: checkContent(check, configured, model, effect),
      };
    case 'met':
      return {
        checkId,
        state: 'done',
        cause: describeCheck(check, model.levels),
      };
    case 'waived':
      return check.waiver
        ? { checkId, state: 'waived', waiver: check.waiver }
        : { checkId, state: 'unknown' };
    case 'not-applicable':
      return {
        checkId,
        state: 'gone',
        cause: check.reason ?? `${check.title} does not apply.`,
      };
    case 'no-data':
    case 'error':
      return { checkId, state: 'unknown' };
    default:
      return neverOutcome(outcome);
  }
}

function checkContent(
  check: CheckResult,
  configured: ModelCheck,
  model: ScorecardModel,
  { gain, lifts }: Effect = { gain: 0 },
): TaskContent {
  const { effort, steps, template, link } = configured.remediation;
  return {
    dimensionId: check.dimensionId,
    kind: 'check',
    title: configured.failureTitle,
    message: describeCheck(check, model.levels),
    steps: link ? [...steps, `Read more: ${link}`] : steps,
    effort,
    gain,
    ...(lifts && { lifts }),
    ...(check.sharedCause && { waitsFor: check.sharedCause }),
    rank: taskRank({
      checkId: check.checkId,
      effort,
      gain,
      lifts,
      waits: check.sharedCause !== undefined,
    }),
    ...(template && { templateRef: template }),
    evidence: check.evidence.slice(0, EVIDENCE_ON_TASK),
  };
}

function neverOutcome(outcome: never): never {
  throw new TypeError(`Unknown outcome '${outcome}'`);
}
