// SPDX-License-Identifier: Apache-2.0
import { PipelineReference, Stage, STAGES } from '../../records';
import { MAX_NODES } from '../limits';
import { ReadJob, ReadPipeline, shorten } from '../readJob';
import { detectInclude, detectStages } from '../stages/detectStages';
import { Recognition } from '../stages/recognition';
import { PipelineFile, PipelineFileProblem } from '../types';
import { asList, asText, isMap, YamlMap } from '../yaml';
import { ConfigLoader, LoadedConfig } from './ConfigLoader';
import { readIncludes } from './includes';
import { addManualGates, GitlabJob } from './manualGates';
import { applyDefault, isJob, JobResolver } from './resolveJobs';
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
/** Each of them travels with each include. */
const MAX_EXTENDED_NAMES = 200;
/** `environment:action` values that deploy nothing. */
const NO_DEPLOYMENT = new Set(['stop', 'prepare', 'verify', 'access']);

interface Options {
  host: string;
  recognition: Recognition;
  templatePath?: string;
}

function deploysNothing({ environment }: YamlMap): boolean {
  return (
    isMap(environment) && NO_DEPLOYMENT.has(asText(environment.action) ?? '')
  );
}

function environmentOf(job: YamlMap): string | undefined {
  if (!isMap(job.environment)) {
    return asText(job.environment);
  }
  return deploysNothing(job) ? undefined : asText(job.environment.name);
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

function readJob(
  name: string,
  job: YamlMap,
  resolver: JobResolver,
  options: Options,
): GitlabJob {
  const scripts = ['before_script', 'script', 'after_script'].flatMap(key =>
    resolver.lines(job[key]),
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
  if (deploysNothing(job)) {
    stages.delete('deploy');
  }
  const environment = environmentOf(job);
  const safety = new Set(detected.safety);
  if (isMap(job.secrets) || isMap(job.id_tokens)) {
    safety.add('central-secrets');
  }
  const state = manualStart(job, resolver);
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
    triggers: jobTriggers(job, resolver),
    calls: triggerCalls(name, job, options.host),
    // `needs: []` starts at once; without `needs` a job waits for the stages before it.
    ...(job.needs === undefined ? {} : { needs }),
    gates: [],
    safety: [...safety],
    stageName,
    ...state,
  };
}

function includeJobs(
  includes: LoadedConfig['includes'],
  unresolved: Set<string>,
  triggers: string[],
  recognition: Recognition,
): ReadJob[] {
  // Hidden jobs of a template count when a job here extends them; the names travel as inputs.
  const extended = Object.fromEntries(
    [...unresolved].slice(0, MAX_EXTENDED_NAMES).map(name => [name, true]),
  );
  return includes.map(({ reference, template }) => {
    const id = shorten(`include ${reference.target}`);
    const detected = detectInclude(template ?? reference.target, recognition);
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
): { pipeline: ReadPipeline; problems: PipelineFileProblem[] } {
  const all = loaded.config;
  const isTemplate = options.templatePath !== undefined;
  const resolver = new JobResolver(all);
  const states: GitlabJob[] = [];
  for (const [name, value] of Object.entries(all)) {
    const hidden = name.startsWith('.');
    if (!isJob(name, value) || (hidden && !isTemplate)) {
      continue;
    }
    const job = applyDefault(resolver.extend(name), all);
    const state = readJob(name, job, resolver, options);
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
  const allowed = workflowTriggers(resolver);
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
    resolver.unresolved,
    allowed ?? ['push'],
    options.recognition,
  );
  const every = [...jobs, ...called];
  return {
    pipeline: {
      path,
      triggers: triggers.length > 0 ? triggers : allowed ?? ['push'],
      ...(isTemplate ? { inputs: loaded.inputs } : {}),
      jobs: every,
      references: every.flatMap(job => job.calls),
    },
    problems: resolver.isExhausted
      ? [
          {
            path,
            message: `'${path}' expands to more than ${MAX_NODES} values through 'extends' and '!reference'; what is beyond is left out. Let fewer jobs take less from each other.`,
          },
        ]
      : [],
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
  if (!loaded) {
    return { pipelines: [], problems: loader.problems };
  }
  const { pipeline, problems } = toPipeline(entry.path, loaded, options);
  return {
    pipelines: [pipeline],
    problems: [...loader.problems, ...problems],
  };
}
