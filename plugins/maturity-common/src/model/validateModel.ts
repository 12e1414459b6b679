// SPDX-License-Identifier: Apache-2.0
import { Duration } from 'luxon';
import { STAGES } from '../records';
import { describeIssue } from '../records/describeIssues';
import { DEFAULT_TIER_PATTERNS } from '../records/resolveTier';
import { dimensionHeadSchema, modelHeadSchema } from './modelSchema';
import { modelVersionOf } from './modelVersion';
import { ModelDimension, ScorecardModel } from './types';
import { validateCheck } from './validateCheck';

/** A model in force, or everything that is wrong with its configuration. @public */
export type ModelValidation =
  | { model: ScorecardModel; problems?: undefined }
  | { model?: undefined; problems: string[] };

/** How many stages a pipeline reader can find, and what they are called. */
const KNOWN_STAGES: readonly string[] = STAGES;

/**
 * Checks a whole model at once and resolves what it leaves to default. All problems are reported together, each in
 * words that say where it is and what to write instead.
 *
 * @public
 */
export function validateModel(input: unknown): ModelValidation {
  if (!isObject(input)) {
    return {
      problems: [
        "The model must be an object with 'levels' and 'dimensions'; write it under 'maturity.model'.",
      ],
    };
  }
  const problems: string[] = [];
  const head = modelHeadSchema.safeParse(input);
  if (!head.success) {
    problems.push(
      ...head.error.issues.map(issue => `The model: ${describeIssue(issue)}.`),
    );
  }
  const levelCount = Array.isArray(input.levels) ? input.levels.length : 0;
  const top = levelCount >= 2 && levelCount <= 6 ? levelCount - 1 : undefined;
  const dimensions = validateDimensions(input.dimensions, top, problems);
  if (head.success) {
    problems.push(...headProblems(head.data));
  }
  if (problems.length > 0 || !head.success) {
    return { problems };
  }
  const resolved = {
    ...head.data,
    tierPatterns: head.data.tierPatterns ?? DEFAULT_TIER_PATTERNS,
    dimensions,
  };
  return { model: { ...resolved, version: modelVersionOf(resolved) } };
}

function validateDimensions(
  input: unknown,
  top: number | undefined,
  problems: string[],
): ModelDimension[] {
  if (!Array.isArray(input) || input.length === 0) {
    problems.push(
      "The model: 'dimensions' must be a list with at least one dimension.",
    );
    return [];
  }
  const dimensionIds = new Set<string>();
  const checkIds = new Set<string>();
  return input.flatMap((item, index) => {
    const name = nameOf(item, `dimensions[${index}]`);
    const where = `Dimension ${name}`;
    if (!isObject(item)) {
      problems.push(`${where} must be an object.`);
      return [];
    }
    const head = dimensionHeadSchema.safeParse(item);
    if (!head.success) {
      problems.push(
        ...head.error.issues.map(issue => `${where}: ${describeIssue(issue)}.`),
      );
    }
    if (typeof item.id === 'string') {
      if (dimensionIds.has(item.id)) {
        problems.push(
          `${where} occurs twice; give each dimension an id of its own.`,
        );
      }
      dimensionIds.add(item.id);
    }
    if (!Array.isArray(item.checks) || item.checks.length === 0) {
      problems.push(
        `${where}: 'checks' must be a list with at least one check.`,
      );
      return [];
    }
    const checks = item.checks.flatMap((check, checkIndex) => {
      const checkName = nameOf(check, `${name}.checks[${checkIndex}]`);
      if (isObject(check) && typeof check.id === 'string') {
        if (checkIds.has(check.id)) {
          problems.push(
            `Check ${checkName} occurs twice; ids are unique across all dimensions, because tasks and waivers name them.`,
          );
        }
        checkIds.add(check.id);
      }
      const validated = validateCheck(check, checkName, top);
      problems.push(...validated.problems);
      return validated.check ? [validated.check] : [];
    });
    return head.success ? [{ ...head.data, checks }] : [];
  });
}

function headProblems(head: {
  levels: { name: string }[];
  window: string;
  targets: { level: number }[];
  requiredStages: string[];
  releases: { within: string };
}): string[] {
  const problems: string[] = [];
  const top = head.levels.length - 1;
  const duration = Duration.fromISO(head.window);
  if (!duration.isValid || duration.toMillis() <= 0) {
    problems.push(
      `The model: 'window' is '${head.window}', which is no ISO 8601 duration above zero; write for example 'P90D'.`,
    );
  }
  const within = Duration.fromISO(head.releases.within);
  if (!within.isValid || within.toMillis() < 0) {
    problems.push(
      `The model: 'releases.within' is '${head.releases.within}', which is no ISO 8601 duration; write for example 'PT24H', or 'PT0S' to count each deployment by itself.`,
    );
  }
  const names = head.levels.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    problems.push(
      `The model: two levels have the same name (${names.join(
        ', ',
      )}); give each level a name of its own.`,
    );
  }
  head.targets.forEach(({ level }, index) => {
    if (level > top) {
      problems.push(
        `The model: 'targets[${index}].level' is ${level}, but the highest level is ${top} (${names[top]}).`,
      );
    }
  });
  for (const stage of head.requiredStages) {
    if (!KNOWN_STAGES.includes(stage)) {
      problems.push(
        `The model: the required stage '${stage}' is unknown; known are ${KNOWN_STAGES.join(
          ', ',
        )}.`,
      );
    }
  }
  return problems;
}

function nameOf(item: unknown, fallback: string): string {
  return isObject(item) && typeof item.id === 'string' && item.id
    ? `'${item.id}'`
    : fallback;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
