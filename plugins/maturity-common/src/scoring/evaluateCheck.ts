// SPDX-License-Identifier: Apache-2.0
import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { stringifyError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { factMeasure, findMeasure } from '../measures';
import { Measure, MeasureInput, Measurement } from '../measures/types';
import { ModelCheck } from '../model/types';
import { Waiver } from '../remediation/types';
import { gradeCheck, thresholdOfLevel } from './gradeCheck';
import { asDot } from './asDot';
import { CheckResult } from './types';
import { excessOf } from './excess';

/** The evidence that a scorecard shows; the rest is paged. @internal */
export const EVIDENCE_ON_SCORECARD = 5;

/** @internal */
export interface EvaluateCheckOptions {
  check: ModelCheck;
  dimensionId: string;
  /** The entity as the catalog has it; predicates look at it. */
  entity: JsonObject;
  input: MeasureInput;
  /** Level that the entity must reach. */
  target: number;
  waiver?: Waiver;
}

/** The measure behind a check of a validated model. @public */
export function measureOfCheck(check: ModelCheck): Measure | undefined {
  if (check.fact === undefined) {
    return findMeasure(check.measureId);
  }
  const { fact, title, description, unit, better } = check;
  return factMeasure({ fact, title, description, unit, better });
}

/** What is known of a check before it is measured. */
type CheckDefinition = Omit<CheckResult, 'outcome' | 'flags' | 'evidence'>;

/** Measures and grades one check. A check that cannot be computed is an `error`, and the others go on. @internal */
export function evaluateCheck(options: EvaluateCheckOptions): CheckResult {
  const { check, entity, input, waiver } = options;
  const definition = definitionOf(options);
  const without = (
    outcome: CheckResult['outcome'],
    reason: string,
  ): CheckResult => ({
    ...definition,
    outcome,
    reason,
    flags: [],
    evidence: [],
  });

  try {
    if (check.applies && !evaluateFilterPredicate(check.applies, entity)) {
      return without(
        'not-applicable',
        'The model leaves this check out for entities like this one.',
      );
    }
    const measure = measureOfCheck(check);
    if (!measure) {
      return without(
        'error',
        `The measure '${check.measureId}' is unknown; check the model.`,
      );
    }
    const measurement = measure.compute(input);
    if (measurement.status === 'no-data') {
      const { reason, cause } = measurement;
      const outcome =
        cause === 'not-applicable-here' ? 'not-applicable' : 'no-data';
      return withWaiver({ ...without(outcome, reason), cause }, waiver);
    }
    const result = grade(definition, measurement);
    const { hourSamples } = measurement;
    if (hourSamples?.length && definition.targetThreshold !== undefined) {
      result.excess = excessOf(
        hourSamples,
        definition.targetThreshold,
        measure.meta.window,
        input.window,
      );
    }
    return withWaiver(result, waiver);
  } catch (error) {
    return without(
      'error',
      `This check could not be computed: ${stringifyError(
        error,
      )}. The other checks are not affected.`,
    );
  }
}

function definitionOf({
  check,
  dimensionId,
  target,
}: EvaluateCheckOptions): CheckDefinition {
  const definition: CheckDefinition = {
    checkId: check.id,
    dimensionId,
    measureId: check.measureId,
    title: check.title,
    required: check.required,
    graded: check.graded,
    weight: check.weight,
    unit: check.unit,
    better: check.better,
    target,
    thresholds: check.thresholds,
  };
  const targetThreshold = thresholdOfLevel(target, check.thresholds);
  if (targetThreshold !== undefined) {
    definition.targetThreshold = targetThreshold;
  }
  return definition;
}

function grade(
  definition: CheckDefinition,
  measurement: Extract<Measurement, { status: 'data' }>,
): CheckResult {
  const { value, inferredFrom, freshest, samples, workingHours } = measurement;
  if (!Number.isFinite(value)) {
    throw new RangeError(`The measure gave '${value}' instead of a number`);
  }
  const graded = definition.graded ? gradeCheck(value, definition) : undefined;
  const result: CheckResult = {
    ...definition,
    // A check that is only shown has nothing to fall short of.
    outcome: !graded || graded.level >= definition.target ? 'met' : 'below',
    value,
    n: measurement.n,
    basis: measurement.basis,
    flags: measurement.flags,
    evidence: measurement.evidence.slice(0, EVIDENCE_ON_SCORECARD),
  };
  if (inferredFrom) result.inferredFrom = inferredFrom;
  if (freshest) result.freshest = freshest;
  if (samples) result.samples = samples.map(asDot);
  if (workingHours !== undefined) result.workingHours = workingHours;
  if (graded) {
    result.level = graded.level;
    result.score = graded.score;
    if (graded.next) result.next = graded.next;
  }
  return result;
}

function withWaiver(result: CheckResult, waiver?: Waiver): CheckResult {
  if (!waiver || !result.graded || result.outcome === 'not-applicable') {
    return result;
  }
  const { id, until, reason } = waiver;
  return { ...result, outcome: 'waived', waiver: { id, until, reason } };
}
