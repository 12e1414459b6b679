// SPDX-License-Identifier: Apache-2.0
import { PipelineReference, SafetyDefault, Stage } from '../../records';
import { MAX_CALL_DEPTH, MAX_CALLED_STEPS, MAX_USES } from '../limits';
import { shorten, simpleValues } from '../readJob';
import { Work } from '../Work';
import { detectStages } from '../stages/detectStages';
import { isDocumentation } from '../stages/documentation';
import { promisedStages } from '../stages/promisedStages';
import { asList, asText, isMap, YamlMap } from '../yaml';
import {
  evaluateCondition,
  insertKnown,
  interpolate,
} from './expressions/evaluate';
import { known, Possible, UNKNOWN } from './expressions/possible';
import { costOfValues } from './costOfValues';
import { jobOutput, stepOutput, WrittenOutputs } from './jobOutputs';
import { namedTargets } from './namedTargets';
import { readSteps, StepContext, StepReading } from './readSteps';
import { readUses } from './readUses';
import {
  givenInputs,
  lookupIn,
  matrixOf,
  NO_VALUES,
  Scope,
  Values,
  valuesOf,
} from './scope';
import { Start } from './starts';
import { WorkflowFile } from './workflowFile';

/** What reading runs needs besides the file. @internal */
export interface RunContext extends StepContext {
  host: string;
  files: ReadonlyMap<string, WorkflowFile>;
}

/** One job of a run, those of called local files included. @internal */
export interface RunJob {
  /** `deploy`, or `production / rollout` for the job of a called file. */
  id: string;
  /** The job of the file that was started. */
  root: string;
  /** Ids of the jobs of the run that must have ended before. */
  needs: string[];
  condition: unknown;
  stages: Stage[];
  safety: SafetyDefault[];
  approvals: string[];
  /** Values of `environment`; undefined where the job has none. */
  environment?: Possible;
  /** `environment` as written. */
  writtenEnvironment?: string;
  /** The environment is used for its secrets only. */
  noDeployment: boolean;
  steps: StepReading[];
  uses: string[];
  /** What is called and is not at hand. */
  call?: PipelineReference;
  /** Values of its inputs and variables that are called after an environment, the nearest first. */
  targets: Possible[];
  /** What the call is given. */
  given: Values;
  /** From the nearest to the farthest: the job, who calls it, the file. */
  names: string[];
  /** Texts beside the steps in which may stand where it deploys to, the nearest first. */
  texts: string[];
}

/** One run: a file, started in one way. @internal */
export interface Run {
  jobs: RunJob[];
  /** Jobs of the file itself that may run. */
  roots: Map<string, RunJob>;
  /** Of those that call another file of the repository, whether something scans in it. */
  calledScans: Map<string, boolean>;
}

interface Caller {
  prefix: string;
  root: string;
  needs: string[];
  names: string[];
  texts: string[];
}

/** What a job costs, beside its steps. */
const JOB_STEPS = 150;
const CALL_STEPS = 100;
/** Names that are copied in the time of a step. */
const NEEDS_PER_STEP = 4;
const RUNS_ANYWAY = /\b(?:always|cancelled|failure)\s*\(/;
const DRY_INPUT = /^(?:dry[-_]?run|plan[-_]only|preview[-_]only)$/;

function needsOf(job: YamlMap): string[] {
  return asList(job.needs).flatMap(need => asText(need) ?? []);
}

/** The names of a job's environment, whether it deploys there, and how it is written. */
function environmentOf(job: YamlMap, scope: Scope) {
  const map = isMap(job.environment) ? job.environment : undefined;
  const written = map ? asText(map.name) : asText(job.environment);
  if (written === undefined) {
    return { noDeployment: false };
  }
  const environment = interpolate(written, lookupIn(scope));
  return {
    environment,
    writtenEnvironment: shorten(written),
    noDeployment:
      map !== undefined &&
      !evaluateCondition(map.deployment, lookupIn(scope)).canHold &&
      map.deployment !== undefined,
  };
}

function textsOfValues(values: ReadonlyMap<string, Possible>): string[] {
  return [...values].flatMap(([name, value]) =>
    value.values.map(one => `${name}: ${one}`),
  );
}

/** Reads what one start of a file makes run. @internal */
export class RunReader {
  /** What is called has a budget of its own, so that every file is read whatever the others call. */
  private readonly nested: RunContext;
  private readonly written: WrittenOutputs;

  constructor(private readonly context: RunContext) {
    this.nested = { ...context, work: new Work(MAX_CALLED_STEPS) };
    this.written = new WrittenOutputs(context.work);
  }

  /** Whether calls were left out. */
  get isExhausted(): boolean {
    return this.nested.work.isExhausted;
  }

  private at(depth: number): RunContext {
    return depth === 0 ? this.context : this.nested;
  }

  read(file: WorkflowFile, start: Start): Run {
    // What the file declares and this start does not give is empty; what it does not declare is not known.
    const empty = [...file.inputs].map(name => [name, known('')] as const);
    return this.readFile(
      file,
      start,
      new Map([...(start.event === undefined ? [] : empty), ...start.inputs]),
      false,
      undefined,
      0,
    );
  }

  private readFile(
    file: WorkflowFile,
    start: Start,
    inputs: Values,
    isClosed: boolean,
    caller: Caller | undefined,
    depth: number,
  ): Run {
    const base: Scope = {
      start,
      inputs,
      isClosed,
      env: NO_VALUES,
      matrix: NO_VALUES,
    };
    const { work } = this.at(depth);
    work.take(costOfValues(file.workflow));
    const workflowEnv = valuesOf(file.workflow.env, lookupIn(base));
    const shared = { ...base, env: workflowEnv };
    const running = this.runningJobs(file, shared, work);
    const run: Run = { jobs: [], roots: new Map(), calledScans: new Map() };
    // Which jobs stand for a job of this file: itself, or those of the file that it calls.
    const members = new Map<string, string[]>();
    for (const [id, scope] of running) {
      const job = file.jobs.get(id)!;
      const needs = this.membersOf(
        [...new Set(needsOf(job))].flatMap(need => members.get(need) ?? []),
        caller,
        work,
      );
      if (!needs) break;
      const read = this.readJob(file, id, job, scope, needs, caller, depth);
      members.set(
        id,
        read.jobs.map(one => one.id),
      );
      for (const one of read.jobs) run.jobs.push(one);
      run.roots.set(id, read.root);
      if (read.called) {
        run.calledScans.set(
          id,
          read.called.some(({ stages }) => stages.includes('security-scan')),
        );
      }
    }
    return run;
  }

  /** What a job waits for, its caller's needs included; undefined where no more can be listed. */
  private membersOf(
    own: readonly string[],
    caller: Caller | undefined,
    work: Work,
  ): string[] | undefined {
    const all = [...(caller?.needs ?? []), ...own];
    return work.take(Math.ceil(all.length / NEEDS_PER_STEP)) ? all : undefined;
  }

  /** Jobs whose condition may hold and whose needs may have run, in an order in which needs come first. */
  private runningJobs(
    file: WorkflowFile,
    shared: Scope,
    work: Work,
  ): Map<string, Scope> {
    const running = new Map<string, Scope>();
    const decided = new Set<string>();
    const decide = (id: string, depth: number): boolean => {
      const job = file.jobs.get(id);
      if (!job) return false;
      if (decided.has(id)) return running.has(id);
      const cost =
        JOB_STEPS + costOfValues(job) + shared.env.size + shared.inputs.size;
      if (depth > 100 || !work.take(cost)) return false;
      decided.add(id);
      const needs = needsOf(job);
      if (!work.take(needs.length)) return false;
      // What needs a job that no file has cannot be told to be left out.
      const ran = needs.map(
        need => !file.jobs.has(need) || decide(need, depth + 1),
      );
      const scope = this.jobScope(file, job, shared);
      const runsAnyway = RUNS_ANYWAY.test(asText(job.if) ?? '');
      const canRun =
        (runsAnyway || ran.every(Boolean)) &&
        evaluateCondition(job.if, lookupIn(scope)).canHold;
      if (canRun) running.set(id, scope);
      return canRun;
    };
    for (const id of file.jobs.keys()) decide(id, 0);
    return running;
  }

  private jobScope(file: WorkflowFile, job: YamlMap, shared: Scope): Scope {
    const scope: Scope = {
      ...shared,
      needs: (needed, output) => this.outputOf(file, needed, output, shared, 0),
    };
    const matrix = matrixOf(job, lookupIn(scope));
    const withMatrix = { ...scope, matrix };
    const env = new Map([
      ...shared.env,
      ...valuesOf(job.env, lookupIn(withMatrix)),
    ]);
    const full: Scope = { ...withMatrix, env };
    return {
      ...full,
      steps: (step, output) =>
        stepOutput(job.steps, step, output, lookupIn(full), this.written),
    };
  }

  private outputOf(
    file: WorkflowFile,
    needed: string,
    output: string,
    shared: Scope,
    depth: number,
  ): Possible {
    const entry = [...file.jobs].find(([id]) => id.toLowerCase() === needed);
    if (!entry || output === undefined || depth > 5) return UNKNOWN;
    if (!this.context.work.take(20)) return UNKNOWN;
    const [, job] = entry;
    const scope: Scope = {
      ...shared,
      needs: (further, name) =>
        this.outputOf(file, further, name, shared, depth + 1),
    };
    const full: Scope = {
      ...scope,
      steps: (step, name) =>
        stepOutput(job.steps, step, name, lookupIn(scope), this.written),
    };
    return jobOutput(job, output, lookupIn(full));
  }

  private readJob(
    file: WorkflowFile,
    id: string,
    job: YamlMap,
    scope: Scope,
    needs: string[],
    caller: Caller | undefined,
    depth: number,
  ): { root: RunJob; jobs: RunJob[]; called?: RunJob[] } {
    const lookup = lookupIn(scope);
    const name = insertKnown(asText(job.name) ?? '', lookup, 4).join(' ');
    const written = asText(job.uses);
    const uses = written && shorten(written, MAX_USES);
    const steps = readSteps(asList(job.steps), scope, this.at(depth));
    const given = valuesOf(job.with, lookup);
    const jobId = caller ? `${caller.prefix} / ${id}` : id;
    const concurrency = isMap(job.concurrency)
      ? asText(job.concurrency.group)
      : asText(job.concurrency);
    const ownTexts = [
      ...textsOfValues(given),
      name,
      id,
      ...textsOfValues(scope.matrix),
      ...textsOfValues(scope.env),
      ...insertKnown(concurrency ?? '', lookup, 2),
    ].filter(Boolean);
    const fileTexts = [
      file.path.replace(/^.*\//, '').replace(/\.ya?ml$/, ''),
      file.name ?? '',
      ...workflowConcurrency(file),
    ].filter(Boolean);
    const names = [
      ...[name, id].filter(Boolean),
      ...(caller?.names ?? []),
      fileTexts[0],
      file.name ?? '',
    ].filter(Boolean);
    const texts = [
      ...ownTexts,
      ...(caller?.texts ?? []),
      ...fileTexts,
      ...branchTexts(scope.start),
    ];
    const call = uses
      ? readUses({
          uses,
          host: this.context.host,
          job: shorten(id),
          comment: file.document.commentOn(job, 'uses'),
          inputs: simpleValues(job.with),
        })
      : undefined;
    const environment = environmentOf(job, scope);
    const documents =
      uses === undefined &&
      !steps.some(step => step.stages.includes('deploy')) &&
      isDocumentation({
        names: [
          `${name} ${id}`,
          ...(caller?.names ?? []),
          fileTexts[0],
          file.name ?? '',
        ],
        environments: (environment.environment?.values ?? []).map(String),
        onPages: steps.some(step => step.publishesPages),
      });
    const detected = this.detect(id, name, job, steps, uses !== undefined);
    const root: RunJob = {
      id: jobId,
      root: caller?.root ?? id,
      needs,
      condition: job.if,
      ...detected,
      stages: detected.stages.filter(
        stage => !(documents && stage === 'deploy'),
      ),
      ...environment,
      noDeployment: environment.noDeployment || documents,
      steps,
      uses: steps.flatMap(step => step.uses ?? []),
      ...(call && call.refKind !== 'local' ? { call } : {}),
      targets: [given, scope.matrix, scope.env, scope.inputs].flatMap(
        namedTargets,
      ),
      given,
      names,
      texts,
    };
    const called =
      call?.refKind === 'local' && depth < MAX_CALL_DEPTH
        ? this.context.files.get(call.path ?? '')
        : undefined;
    const declared = isMap(called?.call?.inputs) ? called.call.inputs : {};
    // Each job of the called file holds the texts of its caller, too.
    const cost =
      CALL_STEPS +
      Object.keys(declared).length +
      given.size +
      (called ? called.jobs.size * (names.length + texts.length) : 0) / 10;
    if (!called?.call || !this.nested.work.take(Math.ceil(cost))) {
      return { root, jobs: [root] };
    }
    const { jobs } = this.readFile(
      called,
      scope.start,
      givenInputs(called.call.inputs, given),
      true,
      { prefix: jobId, root: root.root, needs, names, texts },
      depth + 1,
    );
    return { root, jobs, called: jobs };
  }

  private detect(
    id: string,
    name: string,
    job: YamlMap,
    steps: StepReading[],
    isCall: boolean,
  ): Pick<RunJob, 'stages' | 'safety' | 'approvals'> {
    // A job that calls a workflow is what it calls, whatever its name promises.
    if (isCall) {
      return { stages: [], safety: [], approvals: [] };
    }
    const images = [
      job.container,
      ...Object.values(isMap(job.services) ? job.services : {}),
    ].flatMap(
      image => (isMap(image) ? asText(image.image) : asText(image)) ?? [],
    );
    const acts = steps.length === 0 || steps.some(step => step.acts);
    const own = detectStages(
      {
        id: acts ? id : '',
        name: acts ? name : undefined,
        stepNames: [],
        scripts: [],
        uses: images,
      },
      this.context.recognition,
    );
    const done = new Set(steps.flatMap(({ stages }) => stages));
    const all = [
      { ...own, stages: promisedStages(own.stages, name || id, done) },
      ...steps,
    ];
    return {
      stages: [...new Set(all.flatMap(({ stages }) => stages))],
      safety: [...new Set(all.flatMap(({ safety }) => safety))],
      approvals: [...new Set(all.flatMap(({ approvals }) => approvals))],
    };
  }
}

/** Whether all that is given to a call says that it is a rehearsal. @internal */
export function isRehearsedCall({ inputs }: PipelineReference): boolean {
  return Object.entries(inputs ?? {}).some(
    ([name, value]) =>
      DRY_INPUT.test(name.toLowerCase()) && String(value) === 'true',
  );
}

function workflowConcurrency({ workflow }: WorkflowFile): string[] {
  const { concurrency } = workflow;
  const group = isMap(concurrency)
    ? asText(concurrency.group)
    : asText(concurrency);
  return group && !group.includes('${{') ? [group] : [];
}

/** The branch that is pushed to, where it is called after an environment. */
function branchTexts({ event, github }: Start): string[] {
  const name = github.get('ref_name');
  return event === 'push' && name && !name.open ? name.values.map(String) : [];
}
