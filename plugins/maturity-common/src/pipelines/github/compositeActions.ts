// SPDX-License-Identifier: Apache-2.0
import { PipelineFile, PipelineFileProblem } from '../types';
import { asList, asText, isMap, parseYaml } from '../yaml';
import { Work } from '../Work';

/** What a local action does: its steps, and the inputs that they may refer to. @internal */
export interface LocalAction {
  inputs: unknown;
  steps: unknown[];
}

/** The actions that lie in the repository, by folder. @internal */
export type LocalActions = Map<string, LocalAction>;

const ACTION_FILE = /(?:^|\/)action\.ya?ml$/;

/** @internal */
export function isActionFile(path: string): boolean {
  return ACTION_FILE.test(path);
}

/** Reads the `action.yml` files of a repository; those of other kinds than composite have no steps. @internal */
export function readCompositeActions(
  files: PipelineFile[],
  work: Work,
): {
  actions: LocalActions;
  problems: PipelineFileProblem[];
} {
  const actions: LocalActions = new Map();
  const problems: PipelineFileProblem[] = [];
  for (const file of files.filter(({ path }) => isActionFile(path))) {
    const parsed = parseYaml(file, { uniqueKeys: true, work });
    if ('problem' in parsed) {
      problems.push(parsed.problem);
      continue;
    }
    const value = parsed.documents[0]?.value;
    const action = isMap(value) ? value : undefined;
    const runs = isMap(action?.runs) ? action?.runs : undefined;
    const folder = file.path.replace(ACTION_FILE, '').replace(/^\.\//, '');
    const isImage = /^docker:\/\//.test(asText(runs?.image) ?? '');
    actions.set(folder, {
      inputs: action?.inputs,
      steps: isImage ? [{ uses: runs?.image }] : asList(runs?.steps),
    });
  }
  return { actions, problems };
}
