// SPDX-License-Identifier: Apache-2.0
import { Gate, PipelineReference, Stage, STAGES } from '../../records';
import { ReadJob, ReadPipeline, shorten } from '../readJob';
import { detectInclude, detectStages } from '../stages/detectStages';
import { Recognition } from '../stages/recognition';
import { PipelineFile, PipelineFileProblem } from '../types';
import { asList, asText, isMap, YamlMap } from '../yaml';
import { ConfigLoader, LoadedConfig } from './ConfigLoader';
import { readIncludes } from './includes';
import {
  applyDefault,
  isJob,
  resolveExtends,
  scriptLines,
} from './resolveJobs';
import { jobTriggers, manualStart, workflowTriggers } from './runConditions';

const ENTRY_FILE = /^\.gitlab-ci\.ya?ml$/;
const REPORT_STAGES: Record<string, Stage> = {
  junit: 'test',
  coverage_report: 'test',
  codequality: 'lint',
  sast: 'security-scan',
  dast: 'security-scan',
  dependency_scanning: 'security-scan',
  container_scanning: 'security-scan',
  secret_detection: 'security-scan',
};
/** `environment:action` values that deploy nothing. */
const NO_DEPLOYMENT = new Set(['stop', 'prepare', 'verify', 'access']);

interface Options {
  host: string;
  recognition: Recognition;
  templatePath?: string;
}

function environmentOf(job: YamlMap): string | undefined {
  if (isMap(job.environment)) {
    return NO_DEPLOYMENT.has(asText(job.environment.action) ?? 'start')
      ? undefined
      : asText(job.environment.name);
  }
  return asText(job.environment);
}

function needsOf(job: YamlMap): string[] {
  return asList(job.needs)
    .map(need => (isMap(need) ? asText(need.job) : asText(need)))
    .filter((need): need is string => need !== undefined)
    .map(need => shorten(need));
}

function stagesByKeyword(name: string, job: YamlMap): Stage[] {
  const stages: Stage[] = [];
  const reports = isMap(job.artifacts) ? job.artifacts.reports : undefined;
  for (const report of Object.keys(isMap(reports) ? reports : {})) {
    if (REPORT_STAGES[report]) {
      stages.push(REPORT_STAGES[report]);
    }
  }
  if (job.release !== undefined) {
    stages.push('release');
  }
  if (job.coverage !== undefined) {
    stages.push('test');
  }
  if (name === 'pages' || (job.pages !== undefined && job.pages !== false)) {
    stages.push('deploy');
  }
  if (environmentOf(job)) {
    stages.push('deploy');
  }
  return stages;
}

function triggerCalls(
  name: string,
  job: YamlMap,
  host: string,
): PipelineReference[] {
  if (!isMap(job.trigger)) {
    return [];
  }
  return readIncludes(job.trigger.include, host).map(include =>
    include.kind === 'local'
      ? {
          job: shorten(name),
          target: include.path,
          path: include.path,
          refKind: 'local' as const,
        }
      : { ...include.reference, job: shorten(name) },
  );
}

interface JobState extends ReadJob {
  stageName: string;
  manual: boolean;
  blocking: boolean;
}

function readJob(
  name: string,
  job: YamlMap,
  all: YamlMap,
  options: Options,
): JobState {
  const scripts = ['before_script', 'script', 'after_script'].flatMap(key =>
    scriptLines(job[key], all),
  );
  const images = [job.image, ...asList(job.services)]
    .map(image => (isMap(image) ? asText(image.name) : asText(image)))
    .filter((image): image is string => image !== undefined);
  const project = isMap(job.trigger)
    ? asText(job.trigger.project)
    : asText(job.trigger);
  const text = { id: name, stepNames: [], scripts, uses: images };
  const detected = detectStages(text, options.recognition);
  const stages = new Set<Stage>([
    ...detected.stages,
    ...stagesByKeyword(name, job),
  ]);
  const stageName = asText(job.stage) ?? 'test';
  const named = detectStages(
    { id: asText(job.stage) ?? '', stepNames: [], scripts: [], uses: [] },
    options.recognition,
  ).stages;
  for (const stage of named) {
    // Linters and scanners usually sit in the stage called `test`.
    if (stage !== 'test' || stages.size === 0) {
      stages.add(stage);
    }
  }
  const environment = environmentOf(job);
  const safety = new Set(detected.safety);
  if (isMap(job.secrets) || isMap(job.id_tokens)) {
    safety.add('central-secrets');
  }
  const state = manualStart(job, all);
  if (stages.has('rollback') && asText(job.when) === 'on_failure') {
    safety.add('automated-rollback');
  }
  const needs = needsOf(job);
  return {
    id: shorten(name),
    stages: STAGES.filter(stage => stages.has(stage)),
    uses: [...images, ...(project ? [project] : [])].map(use =>
      shorten(use, 2048),
    ),
    ...(environment ? { environment: shorten(environment) } : {}),
    triggers: jobTriggers(job, all),
    calls: triggerCalls(name, job, options.host),
    // `needs: []` starts at once; without `needs` a job waits for the stages before it.
    ...(job.needs === undefined ? {} : { needs }),
    gates: [],
    safety: [...safety],
    stageName,
    ...state,
  };
}

/** Environments that wait for a manual job: its own, else those of the deployments behind it. */
function addManualGates(jobs: JobState[], stageOrder: string[]) {
  const byName = new Map(jobs.map(job => [job.id, job]));
  const waitsFor = (job: JobState, manual: JobState): boolean => {
    const seen = new Set<string>();
    const queue = [...(job.needs ?? [])];
    while (queue.length > 0) {
      const name = queue.pop()!;
      if (name === manual.id) {
        return true;
      }
      if (!seen.has(name)) {
        seen.add(name);
        queue.push(...(byName.get(name)?.needs ?? []));
      }
    }
    return (
      manual.blocking &&
      job.needs === undefined &&
      stageOrder.indexOf(manual.stageName) < stageOrder.indexOf(job.stageName)
    );
  };
  for (const manual of jobs.filter(job => job.manual)) {
    const gate = (environment?: string): Gate => ({
      kind: 'manual-job',
      gate: manual.id,
      ...(environment ? { environment } : {}),
    });
    if (manual.stages.includes('deploy') || manual.stages.includes('release')) {
      manual.gates.push(gate(manual.environment));
    }
    for (const job of jobs) {
      const deploys = job.stages.includes('deploy');
      if (job !== manual && deploys && waitsFor(job, manual)) {
        manual.gates.push(gate(job.environment));
      }
    }
  }
}

function includeJobs(
  includes: LoadedConfig['includes'],
  unresolved: Set<string>,
  triggers: string[],
  recognition: Recognition,
): ReadJob[] {
  return includes.map(({ reference, template }) => {
    const id = shorten(`include ${reference.target}`);
    const detected = detectInclude(template ?? reference.target, recognition);
    // Hidden jobs of a template count when a job here extends them; the names travel as inputs.
    const extended = Object.fromEntries(
      [...unresolved].map(name => [name, true]),
    );
    return {
      id,
      stages: detected.stages,
      uses: [],
      triggers,
      calls: [
        {
          ...reference,
          job: id,
          ...(reference.inputs || unresolved.size > 0
            ? { inputs: { ...extended, ...reference.inputs } }
            : {}),
        },
      ],
      gates: [],
      safety: detected.safety,
    };
  });
}

function toPipeline(
  path: string,
  loaded: LoadedConfig,
  options: Options,
): ReadPipeline {
  const all = loaded.config;
  const isTemplate = options.templatePath !== undefined;
  const unresolved = new Set<string>();
  const states: JobState[] = [];
  for (const [name, value] of Object.entries(all)) {
    const hidden = name.startsWith('.');
    if (!isJob(name, value) || (hidden && !isTemplate)) {
      continue;
    }
    const job = applyDefault(resolveExtends(name, all, unresolved), all);
    const state = readJob(name, job, all, options);
    states.push(
      hidden
        ? { ...state, condition: `inputs['${name.replace(/'/g, "''")}']` }
        : state,
    );
  }
  const stageOrder = [
    '.pre',
    ...(Array.isArray(all.stages)
      ? all.stages.map(stage => asText(stage) ?? '')
      : ['build', 'test', 'deploy']),
    '.post',
  ];
  addManualGates(states, stageOrder);
  const allowed = workflowTriggers(all);
  const jobs: ReadJob[] = states.map(
    ({ stageName: _stage, manual: _manual, blocking: _blocking, ...job }) => ({
      ...job,
      triggers: allowed
        ? job.triggers.filter(trigger => allowed.includes(trigger))
        : job.triggers,
    }),
  );
  // Where the workflow's rules and a job's rules speak of different things, the workflow's hold.
  for (const job of jobs) {
    if (allowed && job.triggers.length === 0) {
      job.triggers = [...allowed];
    }
  }
  const triggers = [...new Set(jobs.flatMap(job => job.triggers))];
  const called = includeJobs(
    loaded.includes,
    unresolved,
    allowed ?? ['push'],
    options.recognition,
  );
  const every = [...jobs, ...called];
  return {
    path,
    triggers: triggers.length > 0 ? triggers : allowed ?? ['push'],
    ...(isTemplate ? { inputs: loaded.inputs } : {}),
    jobs: every,
    references: every.flatMap(job => job.calls),
  };
}

/**
 * Reads a GitLab pipeline from `.gitlab-ci.yml` with its local includes, or one template file. What is included
 * from elsewhere is a job of its own that calls it.
 *
 * @internal
 */
export function readGitlabPipeline(
  files: PipelineFile[],
  options: Options,
): { pipelines: ReadPipeline[]; problems: PipelineFileProblem[] } {
  const byPath = new Map(files.map(file => [file.path, file]));
  const entry = options.templatePath
    ? byPath.get(options.templatePath)
    : files.find(file => ENTRY_FILE.test(file.path));
  if (!entry) {
    return { pipelines: [], problems: [] };
  }
  const loader = new ConfigLoader(byPath, options.host);
  const loaded = loader.load(entry);
  return {
    pipelines: loaded ? [toPipeline(entry.path, loaded, options)] : [],
    problems: loader.problems,
  };
}
