// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { factMeasure, findMeasure, Measure, measures } from '../measures';
import { describeIssue } from '../records/describeIssues';
import { checkSchema } from './modelSchema';
import { ModelCheck } from './types';

/** A missing text or remediation must not hide what else is wrong, so it is looked for separately. */
const lenientSchema = checkSchema.partial({
  failureTitle: true,
  remediation: true,
});

type LenientCheck = z.output<typeof lenientSchema>;

/** @internal */
export interface CheckValidation {
  check?: ModelCheck;
  problems: string[];
}

/**
 * Checks one check of a model.
 *
 * @param name - what the check is called in messages
 * @param top - L, undefined where the levels themselves are wrong
 * @internal
 */
export function validateCheck(
  input: unknown,
  name: string,
  top: number | undefined,
): CheckValidation {
  const where = `Check ${name}`;
  const parsed = lenientSchema.safeParse(input);
  const problems = missingTexts(input, where);
  if (!parsed.success) {
    problems.push(
      ...parsed.error.issues.map(issue => `${where}: ${describeIssue(issue)}.`),
    );
    return { problems };
  }
  const config = parsed.data;
  const measure = measureOf(config, where, problems);
  if (!measure) {
    return { problems };
  }
  const thresholds = readLadder(config, measure, where, top, problems);
  const { failureTitle, remediation } = config;
  if (problems.length > 0 || !failureTitle || !remediation) {
    return { problems };
  }
  return {
    problems,
    check: {
      id: config.id,
      title: config.title,
      failureTitle,
      description: config.description ?? measure.meta.description,
      measureId: measure.meta.id,
      ...(config.fact !== undefined && { fact: config.fact }),
      unit: measure.meta.unit,
      better: measure.meta.better,
      thresholds,
      required: config.required,
      weight: config.weight,
      graded: config.graded,
      remediation,
      ...(config.applies !== undefined && { applies: config.applies }),
      source: config.source ?? measure.meta.source,
    },
  };
}

function missingTexts(input: unknown, where: string): string[] {
  if (typeof input !== 'object' || input === null) {
    return [];
  }
  const { failureTitle, remediation } = input as Record<string, unknown>;
  const problems: string[] = [];
  if (failureTitle === undefined) {
    problems.push(
      `${where}: 'failureTitle' is missing; it becomes the title of the task, so write what to change.`,
    );
  }
  if (remediation === undefined) {
    problems.push(
      `${where}: 'remediation' is missing; give 'effort' (low, medium or high) and at least one of 'steps'.`,
    );
  }
  return problems;
}

function measureOf(
  config: LenientCheck,
  where: string,
  problems: string[],
): Measure | undefined {
  if ((config.measure === undefined) === (config.fact === undefined)) {
    problems.push(
      `${where} must grade either a 'measure' or a 'fact', ${
        config.measure === undefined ? 'and names neither' : 'not both'
      }.`,
    );
    return undefined;
  }
  if (config.fact !== undefined) {
    return factMeasure({
      fact: config.fact,
      title: config.title,
      description: config.description,
      unit: config.unit ?? (isBooleanLadder(config) ? 'boolean' : 'number'),
      better: config.better,
    });
  }
  const measure = findMeasure(config.measure as string);
  if (!measure) {
    problems.push(
      `${where}: the measure '${
        config.measure
      }' is unknown; known are ${measures
        .map(({ meta }) => meta.id)
        .join(', ')}.`,
    );
    return undefined;
  }
  for (const member of ['unit', 'better'] as const) {
    const configured = config[member];
    if (configured !== undefined && configured !== measure.meta[member]) {
      problems.push(
        `${where}: '${member}' is '${configured}', but the measure '${measure.meta.id}' has '${measure.meta[member]}'; leave '${member}' out.`,
      );
    }
  }
  return measure;
}

function isBooleanLadder({ ladder }: LenientCheck): boolean {
  return ladder?.some(step => typeof step === 'boolean') ?? false;
}

function readLadder(
  config: LenientCheck,
  measure: Measure,
  where: string,
  top: number | undefined,
  problems: string[],
): (number | null)[] {
  const { ladder } = config;
  if (!ladder) {
    if (config.graded) {
      problems.push(
        `${where}: 'ladder' is missing; give one threshold per level, or 'graded: false' to show the value only.`,
      );
    }
    return Array.from({ length: top ?? 0 }, () => null);
  }
  if (top !== undefined && ladder.length !== top) {
    problems.push(
      `${where}: 'ladder' has ${ladder.length} steps, but the model has ${top} levels above the lowest; give ${top}, with 'none' where a level asks for nothing.`,
    );
  }
  const steps = ladder.filter(step => step !== null);
  if (config.graded && steps.length === 0) {
    problems.push(
      `${where}: no step of 'ladder' has a threshold, so that every value would reach the top; give at least one.`,
    );
  }
  if (measure.meta.unit === 'boolean') {
    if (steps.length > 1 || steps.some(step => step !== true)) {
      problems.push(
        `${where}: '${measure.meta.id}' is yes or no, so its 'ladder' has exactly one step with 'true' and 'none' elsewhere.`,
      );
    }
  } else if (steps.some(step => typeof step === 'boolean')) {
    problems.push(
      `${where}: '${measure.meta.id}' is a number, so its 'ladder' needs numbers, not true or false.`,
    );
  } else {
    problems.push(...weakerSteps(ladder as (number | null)[], measure, where));
  }
  return ladder.map(step => (typeof step === 'boolean' ? Number(step) : step));
}

function weakerSteps(
  ladder: (number | null)[],
  measure: Measure,
  where: string,
): string[] {
  const { better } = measure.meta;
  let previous: { level: number; step: number } | undefined;
  const problems: string[] = [];
  ladder.forEach((step, index) => {
    if (step === null) return;
    const level = index + 1;
    const isWeaker =
      previous &&
      (better === 'higher' ? step < previous.step : step > previous.step);
    if (previous && isWeaker) {
      problems.push(
        `${where}: level ${level} asks for ${step}, which is weaker than the ${
          previous.step
        } of level ${previous.level}; ${
          better === 'higher' ? 'higher' : 'lower'
        } is better here, so thresholds must not ${
          better === 'higher' ? 'fall' : 'rise'
        }.`,
      );
    }
    previous = { level, step };
  });
  return problems;
}
