// SPDX-License-Identifier: Apache-2.0
import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { JsonObject } from '@backstage/types';
import { DateTime, Duration } from 'luxon';
import { durationMillis } from '../measures/support/durationMillis';
import {
  MeasureInput,
  MeasureWindow,
  PeerProvisioning,
} from '../measures/types';
import { ScorecardModel } from '../model/types';
import { TemplateRegistry } from '../pipelines/types';
import { EntityRecords, Instant } from '../records';
import { applyWaivers } from '../remediation/applyWaivers';
import { withSharedCauses } from '../remediation/sharedCauses';
import { describeStep, rankSteps } from '../remediation/nextSteps';
import { Waiver } from '../remediation/types';
import { evaluateCheck, EVIDENCE_ON_SCORECARD } from './evaluateCheck';
import { dimensionLevelReason, scorecardLevelReason } from './levelReason';
import { MINIMUM_LEVELED, resolveLevel } from './resolveLevel';
import { scoreDimension, ScoreDimensionOptions } from './scoreDimension';
import { timeBreakdown } from './timeBreakdown';
import { timeAtTarget, timeLost } from './timeLost';
import { DimensionResult, Scorecard } from './types';

/** Everything that a scorecard depends on. @public */
export interface EvaluationInput {
  entityRef: string;
  /** The entity as the catalog has it; filters, targets and `applies` look at it. */
  entity: JsonObject;
  records: EntityRecords;
  templates: TemplateRegistry;
  peers: PeerProvisioning[];
  reach: MeasureInput['reach'];
  /** Default: every source tells what `reach` says. */
  sourceReach?: MeasureInput['sourceReach'];
  /** Default: every inventory is read well. */
  inventoryUnreadSince?: MeasureInput['inventoryUnreadSince'];
  model: ScorecardModel;
  now: Instant;
  /** Default: the model's window, ending now. */
  window?: MeasureWindow;
  waivers: Waiver[];
  workingCalendar?: MeasureInput['settings']['workingCalendar'];
}

/** The level where no target of the model matches an entity. */
const FALLBACK_TARGET = 2;

/** The window of a duration that ends at an instant. @public */
export function windowEndingAt(now: Instant, duration: string): MeasureWindow {
  const to = DateTime.fromISO(now, { zone: 'utc' });
  return {
    from: new Date(
      to.minus(Duration.fromISO(duration)).toMillis(),
    ).toISOString(),
    to: new Date(to.toMillis()).toISOString(),
  };
}

/** All entities of a run share their window, and reading it costs as much as a measure. */
let remembered: { now: Instant; duration: string; window: MeasureWindow };

function rememberedWindow(now: Instant, duration: string): MeasureWindow {
  if (remembered?.now !== now || remembered.duration !== duration) {
    remembered = { now, duration, window: windowEndingAt(now, duration) };
  }
  return remembered.window;
}

/** What the measures see of an evaluation; also what the evidence behind one check is computed from. @public */
export function measureInputOf(evaluation: EvaluationInput): MeasureInput {
  const { model, now } = evaluation;
  return {
    entityRef: evaluation.entityRef,
    records: evaluation.records,
    window: evaluation.window ?? rememberedWindow(now, model.window),
    now,
    templates: evaluation.templates,
    peers: evaluation.peers,
    reach: evaluation.reach,
    ...(evaluation.sourceReach && { sourceReach: evaluation.sourceReach }),
    ...(evaluation.inventoryUnreadSince && {
      inventoryUnreadSince: evaluation.inventoryUnreadSince,
    }),
    settings: {
      requiredStages: model.requiredStages,
      tierPatterns: model.tierPatterns,
      releasesWithin: durationMillis(model.releases.within),
      ...(evaluation.workingCalendar && {
        workingCalendar: evaluation.workingCalendar,
      }),
    },
  };
}

/** The level that an entity must reach: the first target whose filter matches. @public */
export function targetLevel(entity: JsonObject, model: ScorecardModel): number {
  const top = model.levels.length - 1;
  const target = model.targets.find(
    ({ filter }) => !filter || evaluateFilterPredicate(filter, entity),
  );
  return Math.min(top, target?.level ?? FALLBACK_TARGET);
}

/** Whether the model scores an entity. @public */
export function isScored(entity: JsonObject, model: ScorecardModel): boolean {
  return evaluateFilterPredicate(model.filter, entity);
}

/**
 * The scorecard of one entity: a pure function of its records, the model and `now`.
 *
 * @public
 */
export function evaluateScorecard(evaluation: EvaluationInput): Scorecard {
  const { entityRef, entity, model, now } = evaluation;
  const topLevel = model.levels.length - 1;
  const input = {
    ...measureInputOf(evaluation),
    evidenceLimit: EVIDENCE_ON_SCORECARD,
  };
  const target = targetLevel(entity, model);
  const waivers = applyWaivers(evaluation.waivers, entityRef, now);
  const checks = withSharedCauses(
    model.dimensions.flatMap(dimension =>
      dimension.checks.map(check =>
        evaluateCheck({
          check,
          dimensionId: dimension.id,
          entity,
          input,
          target,
          waiver: waivers.get(check.id),
        }),
      ),
    ),
    input,
  );
  const dimensions = model.dimensions.map(({ id, title, weight }) =>
    explainedDimension({
      dimensionId: id,
      title,
      weight,
      target,
      minimumCoverage: model.minimumCoverage,
      topLevel,
      checks: checks.filter(({ dimensionId }) => dimensionId === id),
    }),
  );
  const overall = resolveLevel(dimensions, model.policy, topLevel);
  const breakdown = timeBreakdown(input, gatesOf(dimensions));
  const atTarget = timeAtTarget(checks);
  const lost = atTarget && timeLost(input, atTarget);
  const steps = rankSteps({ ...overall, dimensions }, model, waivers);
  const [first] = steps.own;
  return {
    entityRef,
    modelVersion: model.version,
    asOf: now,
    window: input.window,
    ...(overall.level !== undefined && {
      level: overall.level,
      levelName: model.levels[overall.level].name,
    }),
    ...(overall.score !== undefined && { score: overall.score }),
    levelReason: scorecardLevelReason({
      ...overall,
      minimumLeveled: MINIMUM_LEVELED,
      dimensions,
      policy: model.policy,
      topLevel,
    }),
    coverage: overall.coverage,
    target,
    notLeveled: overall.notLeveled,
    dimensions,
    ...(first && { nextStep: describeStep(first, model.levels) }),
    waitsFor: steps.waitsFor,
    ...(breakdown && { timeBreakdown: breakdown }),
    ...(lost && { timeLost: lost }),
  };
}

function explainedDimension(options: ScoreDimensionOptions): DimensionResult {
  const dimension = scoreDimension(options);
  return {
    ...dimension,
    levelReason: dimensionLevelReason(dimension, options),
  };
}

function gatesOf(dimensions: readonly DimensionResult[]): number | undefined {
  return dimensions
    .flatMap(({ checks }) => checks)
    .find(({ measureId }) => measureId === 'approval.gates')?.value;
}
