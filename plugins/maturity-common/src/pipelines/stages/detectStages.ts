// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { SafetyDefault, Stage, STAGES, SAFETY_DEFAULTS } from '../../records';
import { commandLines } from './commandLines';
import {
  DEFAULT_RECOGNITION,
  Recognition,
  RecognizedAction,
  RecognizedAs,
} from './recognition';

/** What a job says about itself. */
export interface JobText {
  id: string;
  name?: string;
  stepNames: string[];
  /** Scripts, as written. */
  scripts: string[];
  /** Actions, components and images. */
  uses: string[];
  /** Inputs that the steps give to their actions, those set to `false` left out. */
  inputs?: { uses: string; name: string }[];
}

/** What was recognized. */
export interface Detected {
  stages: Stage[];
  safety: SafetyDefault[];
  /** Actions that wait for a person. */
  approvals: string[];
}

interface Compiled {
  actions: [RegExp, RecognizedAction][];
  commands: [RegExp, RecognizedAs][];
  names: [RegExp, RecognizedAs, 'job' | 'any'][];
  includes: [RegExp, RecognizedAs][];
  scripts: ScriptCache;
}

/** What was found in scripts that were read before: anchors and composite actions repeat them, at worst endlessly. */
interface ScriptCache {
  entries: Map<string, RecognizedAs[]>;
  characters: number;
}

const MAX_CACHED_CHARACTERS = 4_000_000;

/** Longer names are data, and expressions take the square of a text's length at worst. */
const MAX_TEXT = 2_000;

const compiled = new WeakMap<Recognition, Compiled>();

function wildcard(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    'i',
  );
}

function expression(written: string, source: string, flags = ''): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new InputError(
      `The recognition entry '${written}' is not a valid regular expression: ${
        error instanceof Error ? error.message : 'it cannot be parsed'
      }. Correct it in the configuration.`,
    );
  }
}

function compile(recognition: Recognition): Compiled {
  let result = compiled.get(recognition);
  if (!result) {
    result = {
      actions: recognition.actions.map(entry => [
        wildcard(entry.action),
        entry,
      ]),
      commands: recognition.commands.map(entry => [
        expression(entry.command, entry.command, 'i'),
        entry,
      ]),
      names: recognition.names.map(entry => [
        expression(entry.name, `(?:^| )(?:${entry.name})(?: |$)`),
        entry,
        entry.where,
      ]),
      includes: recognition.includes.map(entry => [
        wildcard(entry.include),
        entry,
      ]),
      scripts: { entries: new Map(), characters: 0 },
    };
    compiled.set(recognition, result);
  }
  return result;
}

/** `unitTests`, `unit-tests` and `Unit: tests` are all `unit tests`. */
function words(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/\$\{\{.*?\}\}/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function entriesOfScript(script: string, table: Compiled): RecognizedAs[] {
  const { scripts, commands } = table;
  let entries = scripts.entries.get(script);
  if (!entries) {
    const lines = commandLines(script);
    entries = commands
      .filter(([pattern]) => lines.some(line => pattern.test(line)))
      .map(([, entry]) => entry);
    if (scripts.characters + script.length > MAX_CACHED_CHARACTERS) {
      scripts.entries.clear();
      scripts.characters = 0;
    }
    scripts.entries.set(script, entries);
    scripts.characters += script.length;
  }
  return entries;
}

/** Name of an action without its version: `owner/name/path`. @internal */
export function actionName(uses: string): string {
  return uses.replace(/^docker:\/\//, '').replace(/[@].*$/, '');
}

function givesInput(job: JobText, uses: string, input: string | undefined) {
  return (
    input === undefined ||
    job.inputs?.some(given => given.uses === uses && given.name === input)
  );
}

/** Finds the stages, safety defaults and approval steps of a job by the table. @internal */
export function detectStages(
  job: JobText,
  recognition: Recognition = DEFAULT_RECOGNITION,
): Detected {
  const table = compile(recognition);
  const stages = new Set<Stage>();
  const safety = new Set<SafetyDefault>();
  const approvals: string[] = [];
  const found = (entry: RecognizedAs) => {
    entry.stages?.forEach(stage => stages.add(stage));
    entry.safety?.forEach(kind => safety.add(kind));
  };

  for (const use of new Set(job.uses)) {
    const name = actionName(use);
    for (const [pattern, entry] of table.actions) {
      if (pattern.test(name) && givesInput(job, use, entry.input)) {
        found(entry);
        if (entry.approval && !approvals.includes(name)) {
          approvals.push(name);
        }
      }
    }
  }
  const jobWords = [job.id, job.name ?? ''].map(words);
  const stepWords = job.stepNames.map(words);
  for (const [pattern, entry, where] of table.names) {
    const texts = where === 'job' ? jobWords : [...jobWords, ...stepWords];
    if (texts.some(text => pattern.test(text))) {
      found(entry);
    }
  }
  for (const script of job.scripts) {
    entriesOfScript(script, table).forEach(found);
  }
  return {
    stages: STAGES.filter(stage => stages.has(stage)),
    safety: SAFETY_DEFAULTS.filter(kind => safety.has(kind)),
    approvals,
  };
}

/** What a GitLab template or component brings, as far as the table knows. @internal */
export function detectInclude(
  target: string,
  recognition: Recognition = DEFAULT_RECOGNITION,
): Pick<Detected, 'stages' | 'safety'> {
  const entries = compile(recognition).includes.filter(([pattern]) =>
    pattern.test(target),
  );
  return {
    stages: STAGES.filter(stage =>
      entries.some(([, entry]) => entry.stages?.includes(stage)),
    ),
    safety: SAFETY_DEFAULTS.filter(kind =>
      entries.some(([, entry]) => entry.safety?.includes(kind)),
    ),
  };
}
