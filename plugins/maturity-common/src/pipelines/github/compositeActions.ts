// SPDX-License-Identifier: Apache-2.0
import { JobText } from '../stages/detectStages';
import { PipelineFile, PipelineFileProblem } from '../types';
import { asList, asText, isMap, parseYaml } from '../yaml';

/** Steps of the composite actions that lie in the repository, by folder. @internal */
export type CompositeActions = Map<string, unknown[]>;

/** GitHub allows composite actions to nest ten levels. */
const MAX_ACTION_DEPTH = 10;
/** Actions that call each other several times each would otherwise multiply without end. */
const MAX_STEPS_PER_JOB = 2_000;

const ACTION_FILE = /(?:^|\/)action\.ya?ml$/;

export function isActionFile(path: string): boolean {
  return ACTION_FILE.test(path);
}

/** Reads the `action.yml` files of a repository; those of other kinds than composite have no steps. @internal */
export function readCompositeActions(files: PipelineFile[]): {
  actions: CompositeActions;
  problems: PipelineFileProblem[];
} {
  const actions: CompositeActions = new Map();
  const problems: PipelineFileProblem[] = [];
  for (const file of files.filter(({ path }) => isActionFile(path))) {
    const parsed = parseYaml(file, { uniqueKeys: true });
    if ('problem' in parsed) {
      problems.push(parsed.problem);
      continue;
    }
    const value = parsed.documents[0]?.value;
    const runs = isMap(value) && isMap(value.runs) ? value.runs : undefined;
    const folder = file.path.replace(ACTION_FILE, '').replace(/^\.\//, '');
    actions.set(folder, runs ? asList(runs.steps) : []);
    if (runs && /^docker:\/\//.test(asText(runs.image) ?? '')) {
      actions.set(folder, [{ uses: runs.image }]);
    }
  }
  return { actions, problems };
}

/** Adds the names, scripts and actions of steps, following local composite actions. @internal */
export function addActionSteps(
  text: JobText,
  steps: unknown[],
  actions: CompositeActions,
  depth = 0,
  budget = { steps: MAX_STEPS_PER_JOB },
): void {
  for (const step of steps) {
    if (!isMap(step) || budget.steps-- <= 0) {
      continue;
    }
    const name = asText(step.name);
    const run = asText(step.run);
    const uses = asText(step.uses);
    if (name) {
      text.stepNames.push(name);
    }
    if (run) {
      text.scripts.push(run);
    }
    if (!uses) {
      continue;
    }
    text.uses.push(uses);
    for (const [input, value] of Object.entries(
      isMap(step.with) ? step.with : {},
    )) {
      if (value && asText(value)?.toLowerCase() !== 'false') {
        text.inputs?.push({ uses, name: input });
      }
    }
    if (uses.startsWith('./') && depth < MAX_ACTION_DEPTH) {
      const folder = uses.replace(/^\.\//, '').replace(/\/+$/, '');
      addActionSteps(
        text,
        actions.get(folder) ?? [],
        actions,
        depth + 1,
        budget,
      );
    }
  }
}
