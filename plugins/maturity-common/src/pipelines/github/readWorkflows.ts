// SPDX-License-Identifier: Apache-2.0
import { Gate, STAGES } from '../../records';
import {
  declaredInputs,
  ReadJob,
  ReadPipeline,
  shorten,
  simpleValues,
} from '../readJob';
import { MAX_CALLED_STEPS, MAX_FOLDER_STEPS, MAX_USES } from '../limits';
import { PipelineFile, PipelineFileProblem } from '../types';
import { asList, asText } from '../yaml';
import { readCompositeActions } from './compositeActions';
import { conditionalStages } from './conditionalStages';
import { canBeTrue } from './expressions/possible';
import {
  gateOfApproval,
  gatesOf,
  namesOf,
  Origin,
  passedBy,
  plannedDeployments,
  uniteDeployments,
} from './plannedDeployments';
import { Run, RunContext, RunJob, RunReader } from './readRun';
import { readUses } from './readUses';
import { CALLED, Start } from './starts';
import { parseWorkflow, WorkflowFile } from './workflowFile';

const MAX_ORIGINS = 20;
/** Runs that follow each other; GitHub ends chains at three. */
const MAX_CHAIN = 5;
/** Other runs that one is looked for behind. */
const MAX_PARENTS = 20;
/** What counts of all that a chain of runs passes. */
const MAX_PASSED = 100;
/** What it costs to look for what started a run. */
const ORIGIN_STEPS = 200;
const NOTHING_PASSED = { gates: [], passes: [], calls: [] };

/** A file with what each of its starts makes run. */
interface Started {
  file: WorkflowFile;
  runs: { start: Start; run: Run }[];
}

/** A job in one of the runs that it takes part in. */
interface Running {
  start: Start;
  job: RunJob;
  /** Whether something scans in the file of the repository that it calls; undefined where it calls none. */
  calledScans?: boolean;
}

/** A workflow is called by its name or its file, whatever their case. */
function nameKey(name: string): string {
  return name.trim().toLowerCase().replace(/^.*\//, '');
}

function namesOfFile({ path, name }: WorkflowFile): string[] {
  return [...new Set([nameKey(path), ...(name ? [nameKey(name)] : [])])];
}

function uniqueOrigins(origins: Origin[]): Origin[] {
  const distinct = new Map(
    origins.map(origin => [JSON.stringify(origin), origin]),
  );
  return [...distinct.values()].slice(0, MAX_ORIGINS);
}

/** Reads all workflows of a repository together, as they call, follow and start each other. */
class WorkflowsReader {
  private readonly reader: RunReader;
  private readonly started: Started[];
  private readonly byPath = new Map<string, Started>();
  /** Files by the names that others follow or start them by. */
  private readonly byName = new Map<string, Started[]>();
  /** Files whose steps start others, by the names of those. */
  private readonly starters = new Map<string, Started[]>();
  private readonly origins = new Map<Start, Origin[]>();
  /** The file in which the steps that may be made were used up. */
  exhaustedIn?: string;

  constructor(
    files: readonly WorkflowFile[],
    private readonly context: RunContext,
  ) {
    this.reader = new RunReader(context);
    this.started = files.map(file => {
      const runs = this.startsOf(file).map(start => ({
        start,
        run: this.reader.read(file, start),
      }));
      this.noteExhaustion(file);
      return { file, runs };
    });
    this.index();
  }

  private index(): void {
    const add = (to: Map<string, Started[]>, name: string, one: Started) => {
      const known = to.get(name);
      if (known) known.push(one);
      else to.set(name, [one]);
    };
    for (const started of this.started) {
      this.byPath.set(started.file.path, started);
      for (const name of namesOfFile(started.file)) {
        add(this.byName, name, started);
      }
      const names = new Set(
        started.runs.flatMap(({ run }) =>
          run.jobs.flatMap(job =>
            job.steps.flatMap(step => step.starts.map(nameKey)),
          ),
        ),
      );
      for (const name of names) {
        add(this.starters, name, started);
      }
    }
  }

  /** Whether something was left out. */
  private get isExhausted(): boolean {
    return this.reader.isExhausted || this.context.work.isExhausted;
  }

  private noteExhaustion({ path }: WorkflowFile): void {
    if (this.isExhausted) {
      this.exhaustedIn ??= path;
    }
  }

  read(): ReadPipeline[] {
    return this.started.map(one => {
      const pipeline = this.toPipeline(one);
      this.noteExhaustion(one.file);
      return pipeline;
    });
  }

  private startsOf(file: WorkflowFile): Start[] {
    const isCalled = file.call !== undefined || file.starts.length === 0;
    return isCalled ? [...file.starts, CALLED] : file.starts;
  }

  /** What starts a run in the end: the event, or what the run that it follows was started by. */
  private originsOf(file: WorkflowFile, start: Start, depth = 0): Origin[] {
    const own = [{ event: start.event ?? '', ...NOTHING_PASSED }];
    const known = this.origins.get(start);
    const isFirst = !start.follows && start.event !== 'workflow_dispatch';
    if (known || isFirst || depth > MAX_CHAIN) {
      return known ?? own;
    }
    if (!this.context.work.take(ORIGIN_STEPS)) {
      return own;
    }
    // Runs that follow each other in a circle are started by what starts one of them.
    this.origins.set(start, own);
    const found = this.findOrigins(file, start, own, depth);
    this.origins.set(start, found);
    return found;
  }

  private findOrigins(
    file: WorkflowFile,
    { event, follows }: Start,
    own: Origin[],
    depth: number,
  ): Origin[] {
    if (follows) {
      const parents = follows
        .slice(0, MAX_PARENTS)
        .flatMap(name => this.byName.get(nameKey(name)) ?? []);
      const origins = [...new Set(parents)]
        .filter(parent => parent.file !== file)
        .slice(0, MAX_PARENTS)
        .flatMap(parent => this.originsThrough(parent, depth));
      return origins.length > 0 ? uniqueOrigins(origins) : own;
    }
    if (event === 'workflow_dispatch') {
      const starters = [
        ...new Set(
          namesOfFile(file).flatMap(name => this.starters.get(name) ?? []),
        ),
      ]
        .filter(started => started.file !== file)
        .slice(0, MAX_PARENTS);
      return uniqueOrigins([
        ...own,
        ...starters.flatMap(started => this.originsThrough(started, depth)),
      ]);
    }
    return own;
  }

  private originsThrough(parent: Started, depth: number): Origin[] {
    return parent.runs.flatMap(({ start, run }) => {
      const isRun =
        start.event !== undefined && !start.implied && run.jobs.length > 0;
      if (!isRun || !this.context.work.take(ORIGIN_STEPS + run.jobs.length)) {
        return [];
      }
      const passed = passedBy(run.jobs);
      return this.originsOf(parent.file, start, depth + 1).map(origin => ({
        event: origin.event,
        gates: [...origin.gates, ...passed.gates].slice(0, MAX_PASSED),
        passes: [...new Set([...origin.passes, ...passed.passes])].slice(
          0,
          MAX_PASSED,
        ),
        calls: [...origin.calls, ...passed.calls].slice(0, MAX_PASSED),
      }));
    });
  }

  private toPipeline({ file, runs }: Started): ReadPipeline {
    const jobs = [...file.jobs].map(([id, job]) => {
      const running = runs.flatMap(({ start, run }) => {
        const root = run.roots.get(id);
        return root
          ? [{ start, job: root, calledScans: run.calledScans.get(id) }]
          : [];
      });
      return this.toJob(file, id, job, running);
    });
    const planned = runs.flatMap(({ start, run }) =>
      start.event === undefined
        ? []
        : plannedDeployments(
            this.withoutImplied(start, run, runs),
            start,
            this.originsOf(file, start),
            this.context,
          ),
    );
    const called = runs.flatMap(({ start, run }) =>
      start === CALLED && file.call
        ? plannedDeployments(
            run,
            start,
            [{ event: 'workflow_call', gates: [], passes: [], calls: [] }],
            this.context,
          )
        : [],
    );
    return {
      path: file.path,
      triggers: file.triggers,
      ...(file.call ? { inputs: declaredInputs(file.call.inputs) } : {}),
      jobs,
      references: jobs.flatMap(job => job.calls),
      deployments: uniteDeployments(planned),
      calledDeployments: uniteDeployments(called),
    };
  }

  /** A push without filters may be one of a tag, which tells something only of jobs that no branch starts. */
  private withoutImplied(start: Start, run: Run, runs: Started['runs']): Run {
    if (!start.implied) {
      return run;
    }
    const ofBranches = new Set(
      runs
        .filter(other => other.start.event === 'push')
        .flatMap(other => other.run.jobs.map(({ id }) => id)),
    );
    return { ...run, jobs: run.jobs.filter(({ id }) => !ofBranches.has(id)) };
  }

  private toJob(
    file: WorkflowFile,
    id: string,
    job: Record<string, unknown>,
    running: Running[],
  ): ReadJob {
    const triggersOf = (wanted: (one: Running) => boolean) =>
      this.triggersOf(
        file,
        running.filter(wanted).map(({ start }) => start),
      );
    const stages = new Set(running.flatMap(one => one.job.stages));
    const environments = running.flatMap(({ job: { environment } }) =>
      environment ? [environment] : [],
    );
    const names = [...new Set(environments.flatMap(namesOf))];
    const isNamed = environments.length > 0;
    const usesOnly =
      running.length > 0 && running.every(one => one.job.noDeployment);
    // A job with an environment makes a deployment at GitHub, whatever its steps do.
    if (isNamed && !usesOnly && environments.some(canBeTrue)) {
      stages.add('deploy');
    }
    const written = running[0]?.job.writtenEnvironment;
    const environment = names.length === 1 ? shorten(names[0]) : written;
    const condition = asText(job.if);
    const safety = new Set(running.flatMap(one => one.job.safety));
    if (
      stages.has('rollback') &&
      condition !== undefined &&
      /failure\s*\(/.test(condition) &&
      !/!\s*failure\s*\(/.test(condition)
    ) {
      safety.add('automated-rollback');
    }
    const gates = new Map<string, Gate>(
      gatesOf(running.map(one => one.job)).map(gate => [gate.gate, gate]),
    );
    const called = asText(job.uses);
    const uses = called && shorten(called, MAX_USES);
    const call =
      uses === undefined
        ? undefined
        : readUses({
            uses,
            host: this.context.host,
            job: shorten(id),
            comment: file.document.commentOn(job, 'uses'),
            inputs: simpleValues(job.with),
          });
    const needs = asList(job.needs).flatMap(need => asText(need) ?? []);
    const triggers = triggersOf(() => true);
    const scanTriggers = triggersOf(
      one => one.calledScans ?? one.job.stages.includes('security-scan'),
    );
    // Who calls a file of the repository scans under the events under which that does, which may be none.
    const isTold =
      stages.has('security-scan') ||
      (!this.isExhausted && this.mayScan(call?.path, running));
    const asCalled = file.call && running.find(({ start }) => start === CALLED);
    const conditional = asCalled
      ? conditionalStages(
          asCalled.job.steps,
          isNamed && !usesOnly ? ['deploy'] : [],
          approval => gateOfApproval(asCalled.job, approval),
        )
      : [];
    return {
      id: shorten(id),
      stages: STAGES.filter(stage => stages.has(stage)),
      uses: [...new Set(running.flatMap(one => one.job.uses))].map(use =>
        shorten(use, 2048),
      ),
      ...(environment ? { environment } : {}),
      triggers,
      ...(isTold && scanTriggers.length < triggers.length
        ? { scanTriggers }
        : {}),
      calls: call ? [call] : [],
      ...(condition ? { condition: condition.slice(0, 10_000) } : {}),
      ...(needs.length > 0 ? { needs: needs.map(need => shorten(need)) } : {}),
      gates: [...gates.values()],
      safety: [...safety],
      ...(conditional.length > 0 ? { conditional } : {}),
    };
  }

  /** Whether a file of the repository that a job calls scans for some caller. */
  private mayScan(path: string | undefined, running: readonly Running[]) {
    return (
      path !== undefined &&
      running.some(one => one.calledScans !== undefined) &&
      (this.byPath.get(path)?.runs ?? []).some(
        ({ start, run }) =>
          start === CALLED &&
          run.jobs.some(({ stages }) => stages.includes('security-scan')),
      )
    );
  }

  /** The file's triggers under which something runs. */
  private triggersOf(file: WorkflowFile, starts: readonly Start[]): string[] {
    const events = new Set(
      starts.flatMap(({ event, implied }) =>
        event && !implied ? [event] : [],
      ),
    );
    const isTagOnly =
      !events.has('push') &&
      starts.some(({ event, implied }) => event === 'tag' && implied);
    return file.triggers.flatMap(trigger => {
      // A called workflow sees its caller's event.
      if (trigger === 'workflow_call' || events.has(trigger)) {
        return [trigger];
      }
      return trigger === 'push' && (events.has('tag') || isTagOnly)
        ? ['tag']
        : [];
    });
  }
}

/**
 * Reads the workflow files of one repository.
 *
 * @internal
 */
export function readWorkflows(
  files: PipelineFile[],
  isWorkflow: (path: string) => boolean,
  options: Omit<RunContext, 'actions' | 'files'>,
): { pipelines: ReadPipeline[]; problems: PipelineFileProblem[] } {
  const { actions, problems } = readCompositeActions(files, options.work);
  const workflows = new Map<string, WorkflowFile>();
  for (const file of files.filter(({ path }) => isWorkflow(path))) {
    const parsed = parseWorkflow(file, options.work);
    problems.push(...parsed.problems);
    if (parsed.file) {
      workflows.set(file.path, parsed.file);
    }
  }
  const reader = new WorkflowsReader([...workflows.values()], {
    ...options,
    actions,
    files: workflows,
  });
  const pipelines = reader.read();
  const { exhaustedIn } = reader;
  if (exhaustedIn !== undefined) {
    problems.push({
      path: exhaustedIn,
      message: `'${exhaustedIn}' and the workflow files before it take more steps to read than are made for one repository (${MAX_FOLDER_STEPS}, and ${MAX_CALLED_STEPS} for what they call); what is beyond is left out. Let fewer jobs call fewer files and hold fewer values.`,
    });
  }
  return { pipelines, problems };
}
