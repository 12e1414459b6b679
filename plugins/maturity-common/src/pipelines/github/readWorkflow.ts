// SPDX-License-Identifier: Apache-2.0
import { Gate, SafetyDefault, Stage, STAGES } from '../../records';
import { conditionHolds } from '../expressions';
import {
  declaredInputs,
  ReadJob,
  ReadPipeline,
  shorten,
  simpleValues,
} from '../readJob';
import { detectStages, JobText } from '../stages/detectStages';
import { Recognition } from '../stages/recognition';
import { PipelineFile, PipelineFileProblem } from '../types';
import {
  asList,
  asText,
  isMap,
  ParsedDocument,
  parseYaml,
  YamlMap,
} from '../yaml';
import { addActionSteps, CompositeActions } from './compositeActions';
import { readTriggers } from './triggers';
import { readUses } from './readUses';

/** What reading needs to know about its surroundings. @internal */
export interface GithubContext {
  host: string;
  actions: CompositeActions;
  recognition: Recognition;
}

/** @internal */
export interface ReadFile {
  pipeline?: ReadPipeline;
  problems: PipelineFileProblem[];
}

/** More of them say nothing new about a file. */
const MAX_PROBLEMS = 50;

function environmentOf(job: YamlMap): string | undefined {
  const environment = isMap(job.environment)
    ? asText(job.environment.name)
    : asText(job.environment);
  return environment === undefined ? undefined : shorten(environment);
}

function needsOf(job: YamlMap): string[] {
  return asList(job.needs)
    .map(asText)
    .filter((name): name is string => name !== undefined)
    .map(name => shorten(name));
}

/** Triggers under which a job's condition can hold. */
function triggersOf(triggers: string[], condition: string | undefined) {
  return triggers.filter(trigger =>
    // A called workflow sees its caller's event.
    trigger === 'workflow_call'
      ? true
      : conditionHolds(condition, {
          inputs: {},
          closed: false,
          event: trigger === 'tag' ? 'push' : trigger,
        }),
  );
}

function readJob(
  id: string,
  job: YamlMap,
  triggers: string[],
  document: ParsedDocument,
  context: GithubContext,
): ReadJob {
  const condition = asText(job.if);
  const name = asText(job.name);
  const environment = environmentOf(job);
  const text: JobText = {
    id,
    name,
    stepNames: [],
    scripts: [],
    uses: [],
    inputs: [],
  };
  addActionSteps(text, asList(job.steps), context.actions);
  const images = [
    job.container,
    ...Object.values(isMap(job.services) ? job.services : {}),
  ]
    .map(container =>
      isMap(container) ? asText(container.image) : asText(container),
    )
    .filter((image): image is string => image !== undefined);

  const uses = asText(job.uses);
  const calls = uses
    ? [
        readUses({
          uses,
          host: context.host,
          job: shorten(id),
          comment: document.commentOn(job, 'uses'),
          inputs: simpleValues(job.with),
        }),
      ]
    : [];
  // A job that calls a workflow is what it calls, whatever its name promises.
  const detected = uses
    ? { stages: [], safety: [], approvals: [] }
    : detectStages(
        { ...text, uses: [...text.uses, ...images] },
        context.recognition,
      );
  const stages: Stage[] = [...detected.stages];
  // A job with an environment makes a deployment at GitHub, whatever its steps do.
  if (environment && !stages.includes('deploy')) {
    stages.push('deploy');
  }
  const safety: SafetyDefault[] = [...detected.safety];
  if (
    stages.includes('rollback') &&
    condition !== undefined &&
    /failure\s*\(/.test(condition) &&
    !/!\s*failure\s*\(/.test(condition) &&
    !safety.includes('automated-rollback')
  ) {
    safety.push('automated-rollback');
  }
  const gates: Gate[] = detected.approvals.map(approval => ({
    kind: 'approval-action',
    gate: shorten(`${name ?? id} (${approval})`),
    ...(environment ? { environment } : {}),
  }));
  const needs = needsOf(job);
  return {
    id: shorten(id),
    stages: STAGES.filter(stage => stages.includes(stage)),
    uses: [...new Set(text.uses)].map(use => shorten(use, 2048)),
    ...(environment ? { environment } : {}),
    triggers: triggersOf(triggers, condition),
    calls,
    ...(condition ? { condition: condition.slice(0, 10_000) } : {}),
    ...(needs.length > 0 ? { needs } : {}),
    gates,
    safety,
  };
}

/** A deployment that only starts by hand is a human gate, unless something else in the file starts it. */
function addDispatchGates(pipeline: ReadPipeline) {
  const manualOnly =
    pipeline.triggers.length > 0 &&
    pipeline.triggers.every(trigger => trigger === 'workflow_dispatch');
  if (!manualOnly) {
    return;
  }
  for (const job of pipeline.jobs) {
    if (job.stages.includes('deploy')) {
      job.gates.push({
        kind: 'manual-job',
        gate: shorten(`manual start of ${pipeline.path}`),
        ...(job.environment ? { environment: job.environment } : {}),
      });
    }
  }
}

/**
 * Reads one GitHub workflow file.
 *
 * @internal
 */
export function readWorkflow(
  file: PipelineFile,
  context: GithubContext,
): ReadFile {
  const parsed = parseYaml(file, { uniqueKeys: true });
  if ('problem' in parsed) {
    return { problems: [parsed.problem] };
  }
  const document = parsed.documents[0];
  if (!document || !isMap(document.value)) {
    return {
      problems: [
        {
          path: file.path,
          line: 1,
          column: 1,
          message: `'${file.path}' holds no workflow: a mapping with 'on' and 'jobs' is expected.`,
        },
      ],
    };
  }
  const workflow = document.value;
  if (!isMap(workflow.jobs)) {
    return {
      problems: [
        document.problemAt(
          ['jobs'],
          `'${file.path}' has no 'jobs' mapping, so it runs nothing. Add 'jobs:' with at least one job.`,
        ),
      ],
    };
  }
  const { triggers, call } = readTriggers(workflow);
  const problems: PipelineFileProblem[] = [];
  const jobs: ReadJob[] = [];
  for (const [id, job] of Object.entries(workflow.jobs)) {
    if (isMap(job)) {
      jobs.push(readJob(id, job, triggers, document, context));
    } else if (problems.length < MAX_PROBLEMS) {
      problems.push(
        document.problemAt(
          ['jobs', id],
          `Job '${shorten(id)}' in '${
            file.path
          }' is not a mapping. Give it 'runs-on' and 'steps', or 'uses'.`,
        ),
      );
    }
  }
  const pipeline: ReadPipeline = {
    path: file.path,
    triggers,
    ...(call ? { inputs: declaredInputs(call.inputs) } : {}),
    jobs,
    references: jobs.flatMap(job => job.calls),
  };
  addDispatchGates(pipeline);
  return { pipeline, problems };
}
