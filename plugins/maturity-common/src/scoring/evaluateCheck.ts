// SPDX-License-Identifier: Apache-2.0
import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { stringifyError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { factMeasure, findMeasure } from '../measures';
import { Measure, MeasureInput, Measurement } from '../measures/types';
import { ModelCheck } from '../model/types';
import { Waiver } from '../remediation/types';
import { gradeCheck, thresholdOfLevel } from './gradeCheck';
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

/** Measures and grades one check. A check that cannot be computed is an `error`, and the others go on. @internal */
export function evaluateCheck(options: EvaluateCheckOptions): CheckResult {
  const { check, dimensionId, entity, input, target, waiver } = options;
  const targetThreshold = thresholdOfLevel(target, check.thresholds);
  const common = {
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
    ...(targetThreshold !== undefined && { targetThreshold }),
    thresholds: check.thresholds,
  };
  const without = (
    outcome: CheckResult['outcome'],
    reason: string,
  ): CheckResult => ({ ...common, outcome, reason, flags: [], evidence: [] });

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
    const result = grade({ ...common, flags: [], evidence: [] }, measurement);
    const { hourSamples } = measurement;
    if (hourSamples?.length && targetThreshold !== undefined) {
      result.excess = excessOf(
        hourSamples,
        targetThreshold,
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

function grade(
  common: Omit<CheckResult, 'outcome'>,
  measurement: Extract<Measurement, { status: 'data' }>,
): CheckResult {
  const { value } = measurement;
  if (!Number.isFinite(value)) {
    throw new RangeError(`The measure gave '${value}' instead of a number`);
  }
  const graded = common.graded ? gradeCheck(value, common) : undefined;
  return {
    ...common,
    // A check that is only shown has nothing to fall short of.
    outcome: !graded || graded.level >= common.target ? 'met' : 'below',
    value,
    n: measurement.n,
    basis: measurement.basis,
    ...(measurement.inferredFrom && { inferredFrom: measurement.inferredFrom }),
    flags: measurement.flags,
    ...(measurement.freshest && { freshest: measurement.freshest }),
    ...(measurement.samples && {
      samples: measurement.samples.map(asDot),
    }),
    ...(measurement.workingHours !== undefined && {
      workingHours: measurement.workingHours,
    }),
    ...graded,
    evidence: measurement.evidence.slice(0, EVIDENCE_ON_SCORECARD),
  };
}

/** Samples are drawn, never computed with; all their digits would be most of a stored scorecard. */
function asDot(sample: number): number {
  return Number(sample.toPrecision(4));
}

function withWaiver(result: CheckResult, waiver?: Waiver): CheckResult {
  if (!waiver || !result.graded || result.outcome === 'not-applicable') {
    return result;
  }
  const { id, until, reason } = waiver;
  return { ...result, outcome: 'waived', waiver: { id, until, reason } };
}
