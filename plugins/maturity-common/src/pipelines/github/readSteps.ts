// SPDX-License-Identifier: Apache-2.0
import { SafetyDefault, Stage } from '../../records';
import { MAX_USES } from '../limits';
import { commandLines } from '../stages/commandLines';
import { detectStages } from '../stages/detectStages';
import { isPagesAction, publishesPages } from '../stages/documentation';
import { Recognition } from '../stages/recognition';
import { ConditionalStages } from '../types';
import { Work } from '../Work';
import { declaredInputs, shorten, simpleValues } from '../readJob';
import { asText, isMap, YamlMap } from '../yaml';
import { LocalActions } from './compositeActions';
import { costOfValues } from './costOfValues';
import { evaluateCondition, insertKnown } from './expressions/evaluate';
import { canBeTrue, Possible } from './expressions/possible';
import { namedTargets } from './namedTargets';
import { givenInputs, lookupIn, Scope, Values, valuesOf } from './scope';

/** What a step does that may run. @internal */
export interface StepReading {
  name?: string;
  uses?: string;
  stages: Stage[];
  safety: SafetyDefault[];
  /** Actions that wait for a person. */
  approvals: string[];
  /** Commands and inputs in which may stand where it deploys to. */
  texts: string[];
  /** Values of its inputs and variables that are called after an environment. */
  targets: Possible[];
  /** Workflow files or names that it starts. */
  starts: string[];
  /** Whether it publishes on GitHub Pages. */
  publishesPages: boolean;
  /** Whether it does anything but speak. */
  acts: boolean;
  /** Its condition, and those of the steps that call the actions around it, the farthest first. */
  conditions: ConditionalStages['conditions'];
}

/** What reading steps needs besides them. @internal */
export interface StepContext {
  actions: LocalActions;
  recognition: Recognition;
  work: Work;
}

/** What one step costs of what may be done for a repository. */
const STEP_STEPS = 40;
/** GitHub allows composite actions to nest ten levels. */
const MAX_ACTION_DEPTH = 10;
/** Inputs of actions that run what they are given. */
const COMMAND_INPUT =
  /^(?:commands?|run|script|cmd|args|arguments|goals|on_retry_command|shell-?command|make-?target)$/;
const REHEARSAL_INPUT =
  /^(?:dry[-_]?run|preview(?:[-_]only)?|plan[-_]only|noop)$/;
const REHEARSAL_COMMAND = /^(?:preview|plan|diff|validate|destroy)\b/;
/** A step that is called after a deployment is one, unless it only speaks of it. */
const DEPLOYING_NAME =
  /^\W*deploy(?:ing|s)?\b(?!.*\b(?:comment|notif\w*|status|summary|url|links?|message|logs?|failed|failure|docs?|documentation|storybook|key|info|outputs?|pages)\b)/i;
/** Packages are installed for a purpose of their own (`--production`), wherever they are deployed to. */
const NO_TARGET =
  /\b(?:npm|yarn|pnpm|pip3?|composer|bundle|apt(?:-get)?)\b.*\b(?:install|ci|add)\b/;
const MAX_TARGET_LINES = 200;
const WORKFLOW_START =
  /\bgh workflow run\s+(?:-\S+\s+\S+\s+)*["']?([\w./ -]+?)["']?(?:\s+-|\s*$|\s*[|&;])/g;
const WORKFLOW_DISPATCH_ACTION =
  /^(?:benc-uk\/workflow-dispatch|convictional\/trigger-workflow-and-wait|aurelien-baudet\/workflow-dispatch)$/i;

/** Inputs as the table of actions asks for them: given, and not `false`. */
function givenNames(uses: string, values: Map<string, Possible>) {
  return [...values].flatMap(([name, value]) =>
    canBeTrue(value) && !value.values.every(one => /^false$/i.test(String(one)))
      ? [{ uses, name }]
      : [],
  );
}

/** Lines of a script in which may stand where it deploys to. */
function targetLines(script: string): string[] {
  return commandLines(script)
    .filter(line => !NO_TARGET.test(line))
    .slice(0, MAX_TARGET_LINES)
    .map(line => line.replace(/\/dev\/\w+|--no-dev\b/g, ' '));
}

function isRehearsal(values: Map<string, Possible>): boolean {
  return [...values].some(([name, { values: given, open }]) => {
    if (open || given.length === 0) return false;
    return REHEARSAL_INPUT.test(name)
      ? given.every(value => String(value).toLowerCase() === 'true')
      : name === 'command' &&
          given.every(value => REHEARSAL_COMMAND.test(String(value)));
  });
}

function startsOf(
  scripts: string[],
  uses: string,
  values: Map<string, Possible>,
): string[] {
  const byCommand = scripts.flatMap(script =>
    (script.includes('gh workflow run') ? commandLines(script) : []).flatMap(
      line => [...line.matchAll(WORKFLOW_START)].map(([, name]) => name.trim()),
    ),
  );
  const byAction = WORKFLOW_DISPATCH_ACTION.test(uses.replace(/@.*$/, ''))
    ? ['workflow', 'workflow_file_name'].flatMap(
        name => values.get(name)?.values.map(String) ?? [],
      )
    : [];
  return [...byCommand, ...byAction];
}

function readStep(
  step: YamlMap,
  scope: Scope,
  context: StepContext,
): Omit<StepReading, 'conditions'> {
  const stepEnv = valuesOf(step.env, lookupIn(scope));
  const ownEnv =
    stepEnv.size === 0 ? scope.env : new Map([...scope.env, ...stepEnv]);
  const lookup = lookupIn({ ...scope, env: ownEnv });
  const name = insertKnown(asText(step.name) ?? '', lookup, 2).join(' ');
  const run = asText(step.run);
  const uses = shorten(asText(step.uses) ?? '', MAX_USES);
  const values = valuesOf(step.with, lookup);
  const withTexts = Object.entries(isMap(step.with) ? step.with : {}).flatMap(
    ([key, value]) => {
      const text = asText(value);
      return text ? insertKnown(text, lookup).map(one => [key, one]) : [];
    },
  );
  const isScript = /^actions\/github-script@/.test(uses);
  const written = [
    ...(run ? insertKnown(run, lookup) : []),
    ...withTexts.flatMap(([key, text]) =>
      COMMAND_INPUT.test(key.toLowerCase()) && !isScript ? [text] : [],
    ),
  ];
  // Long scripts cost what they are long.
  const scripts = written.filter(text => context.work.takeText(text));
  const acts =
    uses !== '' || scripts.some(script => commandLines(script).length > 0);
  const detected = detectStages(
    {
      id: '',
      // What only speaks does nothing of what its name says.
      stepNames: acts && name ? [name] : [],
      scripts,
      uses: uses ? [uses] : [],
      inputs: uses ? givenNames(uses, values) : [],
    },
    context.recognition,
  );
  const rehearses = isRehearsal(values);
  const onPages = isPagesAction(uses) || scripts.some(publishesPages);
  const isCalledDeployment =
    acts &&
    !onPages &&
    DEPLOYING_NAME.test(name) &&
    !detected.stages.includes('deploy');
  const stages = [
    ...detected.stages,
    ...(isCalledDeployment ? (['deploy'] as const) : []),
  ].filter(stage => !rehearses || (stage !== 'deploy' && stage !== 'release'));
  const condition = asText(step.if) ?? '';
  const isAfterFailure =
    /failure\s*\(/.test(condition) && !/!\s*failure\s*\(/.test(condition);
  return {
    name: name || undefined,
    uses: uses || undefined,
    stages,
    safety:
      isAfterFailure && detected.stages.includes('rollback')
        ? [...detected.safety, 'automated-rollback']
        : detected.safety,
    approvals: detected.approvals,
    texts: stages.includes('deploy')
      ? [
          ...scripts.flatMap(targetLines),
          ...withTexts
            .filter(([key]) => !COMMAND_INPUT.test(key.toLowerCase()))
            .map(([key, text]) => `${key}: ${text}`),
          ...[...stepEnv].flatMap(([key, value]) =>
            value.values.map(one => `${key}=${one}`),
          ),
        ]
      : [],
    targets: [...namedTargets(values), ...namedTargets(stepEnv)],
    starts: startsOf(scripts, uses, values),
    publishesPages: onPages,
    acts,
  };
}

/** Inputs of actions are words, whatever is given and declared. */
function asWords(values: Values): Values {
  return new Map(
    [...values].map(([name, value]) => [
      name,
      { ...value, values: value.values.map(one => String(one ?? '')) },
    ]),
  );
}

function declaredWords(inputs: unknown): Record<string, { default: string }> {
  return Object.fromEntries(
    Object.entries(declaredInputs(inputs)).map(([name, input]) => [
      name,
      { default: String(input.default ?? '') },
    ]),
  );
}

/**
 * Reads the steps that may run, those of local actions in their place.
 *
 * @internal
 */
export function readSteps(
  steps: readonly unknown[],
  scope: Scope,
  context: StepContext,
  around: ConditionalStages['conditions'] = [],
): StepReading[] {
  const readings: StepReading[] = [];
  for (const step of steps) {
    if (!isMap(step)) continue;
    const copied = isMap(step.env) ? scope.env.size : 0;
    const cost = STEP_STEPS + costOfValues(step) + copied;
    if (!context.work.take(cost)) break;
    const lookup = lookupIn(scope);
    if (!evaluateCondition(step.if, lookup).canHold) continue;
    const condition = asText(step.if);
    const own = condition === undefined ? {} : { condition };
    const reading = readStep(step, scope, context);
    readings.push({ ...reading, conditions: [...around, own] });
    const folder = localFolder(reading.uses);
    const action =
      folder !== undefined && around.length < MAX_ACTION_DEPTH
        ? context.actions.get(folder)
        : undefined;
    const declared = isMap(action?.inputs) ? action.inputs : {};
    if (action && context.work.take(3 * Object.keys(declared).length)) {
      readings.push(
        ...readSteps(
          action.steps,
          {
            ...scope,
            env: new Map([...scope.env, ...valuesOf(step.env, lookup)]),
            inputs: asWords(
              givenInputs(action.inputs, valuesOf(step.with, lookup)),
            ),
            isClosed: true,
            steps: undefined,
          },
          context,
          [
            ...around,
            {
              ...own,
              inputs: simpleValues(step.with),
              declared: declaredWords(action.inputs),
            },
          ],
        ),
      );
    }
  }
  return readings;
}

function localFolder(uses: string | undefined): string | undefined {
  return uses?.startsWith('./')
    ? uses.replace(/^\.\//, '').replace(/\/+$/, '')
    : undefined;
}
