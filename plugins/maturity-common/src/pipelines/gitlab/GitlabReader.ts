// SPDX-License-Identifier: Apache-2.0
import { Gate, PipelineReference, resolveTier } from '../../records';
import { MAX_CALL_DEPTH } from '../limits';
import { shorten } from '../readJob';
import { emptyMap, YamlMap } from '../yaml';
import { FileEntry } from './ConfigLoader';
import { includeJobs } from './includeJobs';
import { textsOfConditions } from './textsOfConditions';
import { inferTarget, purposeOf } from './deploymentTarget';
import { environmentOf, toTier, writtenTierOf } from './environments';
import { Outcome, outcomesOf } from './outcomes';
import { PipelineFiles, ReadingTools } from './PipelineFiles';
import {
  distinctStanding,
  PipelineRecorder,
  Standing,
} from './PipelineRecorder';
import { PipelineVariant, PreparedJob } from './PipelineVariant';
import { childRun, eventsIn, GitlabRun, knownIn, writtenIn } from './runs';
import { JobInRun, Simulation } from './Simulation';
import { TriggeredPipeline, triggeredBy } from './triggers';
import { FileVariables, insertVariables, mergeVariables } from './variables';

/** What stands before a whole pipeline, since another one starts it. @internal */
export interface Prefix extends Standing {
  /** Events that the pipelines before it speak of. */
  mentioned: ReadonlySet<string>;
}

/** One run of a pipeline with what stands before it. */
interface Start {
  run: GitlabRun;
  prefix: Prefix;
}

const NO_VARIABLES: FileVariables = new Map();
const REF_VARIABLE = /\$\{?CI_COMMIT_(?:BRANCH|REF_NAME|REF_SLUG)\b/;
const MAX_SIMULATIONS = 2_000;
/** What recording one job of one run costs, measured against deciding a condition. */
const PLAIN_STEPS = 5;
const DEPLOYING_STEPS = 100;

/** Where a run differs from another one, as text. */
function signatureOf({ run, prefix }: Start): string {
  const { event, predefined, given, inputs } = run;
  return JSON.stringify([
    event,
    ['CI_PIPELINE_SOURCE', 'CI_COMMIT_BRANCH', 'CI_COMMIT_TAG'].map(name =>
      predefined.get(name),
    ),
    [...given],
    [...inputs],
    prefix.gates.map(({ gate }) => gate),
    prefix.passes,
  ]);
}

function own(found: Pick<Standing, 'gates' | 'passes'>): Standing {
  return { ...found, calls: [] };
}

/**
 * The variables that a child pipeline is started with, with the values that they have in its parent:
 * `SOURCE: $CI_PIPELINE_SOURCE` tells the child what it cannot see itself.
 */
function handedOver(
  { givesVariables, handsOn }: TriggeredPipeline,
  run: GitlabRun,
  variables: FileVariables,
): FileVariables {
  const lookup = (name: string) =>
    REF_VARIABLE.test(`$${name}`) ? null : writtenIn(run, variables, name);
  const given = [...(givesVariables ? variables : NO_VARIABLES)].map(
    ([name, variable]) =>
      [
        name,
        { ...variable, value: insertVariables(variable.value, lookup) },
      ] as const,
  );
  return mergeVariables(handsOn ? run.given : NO_VARIABLES, new Map(given));
}

function unite(...all: Standing[]): Standing {
  return distinctStanding({
    gates: all.flatMap(({ gates }) => gates),
    passes: all.flatMap(({ passes }) => passes),
    calls: all.flatMap(({ calls }) => calls),
  });
}

/**
 * Reads one pipeline, and the child pipelines that it starts, by going through the runs that it may have: which jobs
 * are in them, where they deploy to, and what stands before them.
 *
 * @internal
 */
export class GitlabReader {
  readonly recorder = new PipelineRecorder();
  private readonly simulations = new Map<string, Simulation[]>();
  private readonly started = new Set<string>();
  /** Events of the runs that the workflow lets in, by the files that those runs have. */
  private readonly letIn = new Map<PipelineVariant, Set<string>>();
  private readonly unresolvedNames = new Set<string>();
  private readonly standing = new WeakMap<JobInRun, Standing>();
  private readonly events = new Map<PreparedJob, ReadonlySet<string>>();
  private readonly conditions = new Map<PreparedJob, ReadonlySet<string>>();

  constructor(
    readonly path: string,
    readonly files: PipelineFiles,
    private readonly tools: ReadingTools,
    /** Reader of a child pipeline, the same one for the same files and inputs. */
    private readonly childOf: (files: FileEntry[]) => GitlabReader | undefined,
    private readonly asTemplate: boolean,
  ) {}

  /** Goes through one run. What it starts is gone through with it. */
  start(start: Start, depth = 0): void {
    const signature = signatureOf(start);
    if (
      depth > MAX_CALL_DEPTH ||
      this.started.has(signature) ||
      this.started.size >= MAX_SIMULATIONS ||
      !this.tools.work.take(1)
    ) {
      return;
    }
    this.started.add(signature);
    for (const simulation of this.simulate(start.run)) {
      const events = this.letIn.get(simulation.variant) ?? new Set();
      this.letIn.set(simulation.variant, events.add(start.run.event));
      simulation.variant.resolver.unresolved.forEach(name =>
        this.unresolvedNames.add(name),
      );
      for (const job of simulation.jobs.values()) {
        this.record(simulation, job, start.prefix, depth);
      }
    }
  }

  /** The ways in which a run may go, as the rules of the workflow tell; none where they do not let it in. */
  simulate(run: GitlabRun): Simulation[] {
    const signature = signatureOf({
      run,
      prefix: { gates: [], passes: [], calls: [], mentioned: new Set() },
    });
    let simulations = this.simulations.get(signature);
    if (!simulations) {
      const variant = this.files.variantOf(run);
      const { conditions, work } = this.tools;
      const ways = new Map(
        this.waysThroughWorkflow(variant, run).map(({ variables }) => [
          JSON.stringify([...variables]),
          variables,
        ]),
      );
      simulations = [...ways.values()].map(
        variables => new Simulation(run, variant, variables, conditions, work),
      );
      this.simulations.set(signature, simulations);
    }
    return simulations;
  }

  private waysThroughWorkflow(
    variant: PipelineVariant,
    run: GitlabRun,
  ): Pick<Outcome, 'variables'>[] {
    const { workflowRules: rules, variables } = variant;
    if (!rules) {
      return [{ variables: NO_VARIABLES }];
    }
    return outcomesOf(
      emptyMap(),
      { rules, hasWorkflowRules: true },
      run,
      this.tools.conditions,
      name => knownIn(run, variables, name),
    );
  }

  private record(
    simulation: Simulation,
    job: JobInRun,
    prefix: Prefix,
    depth: number,
  ): void {
    const { prepared, outcomes } = job;
    const usesMatrix = this.hangsOnVariables(prepared.job);
    for (const outcome of outcomes) {
      for (const combination of usesMatrix
        ? prepared.matrix
        : prepared.matrix.slice(0, 1)) {
        const isPlain =
          prepared.job.trigger === undefined &&
          !prepared.detected.stages.includes('deploy');
        if (!this.tools.work.take(isPlain ? PLAIN_STEPS : DEPLOYING_STEPS)) {
          return;
        }
        const variables = mergeVariables(
          job.variables,
          combination,
          outcome.variables,
        );
        this.recordOne({ simulation, job, outcome, variables, prefix }, depth);
      }
    }
  }

  private hangsOnVariables({ environment, trigger }: YamlMap): boolean {
    return trigger !== undefined || JSON.stringify(environment)?.includes('$');
  }

  private recordOne(
    found: {
      simulation: Simulation;
      job: JobInRun;
      outcome: Outcome;
      variables: FileVariables;
      prefix: Prefix;
    },
    depth: number,
  ): void {
    const { simulation, job, outcome, variables, prefix } = found;
    const { prepared } = job;
    const { run } = simulation;
    const insert = (text: string) => this.insert(text, run, variables);
    const triggered = triggeredBy(prepared.job, this.tools.host, insert);
    const named = environmentOf(prepared.job);
    const environment = named && insert(named);
    const tier = toTier(insert(writtenTierOf(prepared.job) ?? ''));
    const mentioned = this.mentionedBy(prepared, simulation.variant, prefix);
    const record = this.recorder.addJob(
      {
        prepared,
        ...(environment && { environment }),
        ...(tier && { tier }),
        calls: triggered ? this.callsOf(triggered) : [],
      },
      run,
      mentioned,
    );
    const deploys = prepared.detected.stages.includes('deploy');
    if (!deploys && !triggered) {
      return;
    }
    const before = unite(
      prefix,
      this.standingBefore(simulation, prepared.name),
      own({
        gates: outcome.when === 'manual' ? [this.gateOf(prepared)] : [],
        passes: environment ? [shorten(environment)] : [],
      }),
    );
    if (deploys) {
      this.recorder.addDeployment(
        record,
        {
          job: shorten(prepared.name),
          ...(environment
            ? {
                environment: shorten(environment),
                ...(tier && { tier }),
                basis: 'declared' as const,
              }
            : inferTarget(
                prepared,
                variables,
                run,
                this.conditionsOf(prepared),
              )),
          purpose: purposeOf(prepared, outcome, this.tools.recognition),
          seen: prepared.detected.isSeenDeploying || triggered !== undefined,
          ...before,
          gates: before.gates.map(gate => ({
            ...gate,
            ...(environment && { environment: shorten(environment) }),
            ...(tier && { tier }),
          })),
          ...(triggered?.references[0] && {
            through: triggered.references[0],
          }),
        },
        { event: run.event, isAfterMerge: this.isAfterMerge(run, prepared) },
      );
    }
    if (triggered && triggered.files.length > 0) {
      this.childOf(triggered.files)?.start(
        {
          run: childRun(run, handedOver(triggered, run, variables)),
          prefix: { ...before, mentioned },
        },
        depth + 1,
      );
    }
  }

  /**
   * Whether what is merged comes this way: by the default branch, a tag, or a branch that the rules of the job ask for.
   * A job that runs on any branch tells nothing by it.
   */
  private isAfterMerge({ place, branch }: GitlabRun, prepared: PreparedJob) {
    return place === 'named'
      ? [...this.conditionsOf(prepared)].some(text =>
          text.includes(branch ?? ''),
        )
      : place !== 'another';
  }

  /**
   * Puts variables into a name. The branch of a run is put in only where it names production: of `review/$CI_COMMIT_BRANCH`
   * there are as many as branches, and it is one environment to whoever reads of it.
   */
  private insert(
    text: string,
    run: GitlabRun,
    variables: FileVariables,
  ): string {
    const written = (name: string) => writtenIn(run, variables, name);
    const isRef = (name: string) => REF_VARIABLE.test(`$${name}`);
    const withoutRef = insertVariables(text, name =>
      isRef(name) && !run.given.has(name) ? null : written(name),
    );
    if (!REF_VARIABLE.test(withoutRef)) {
      return withoutRef;
    }
    const withRef = insertVariables(text, written);
    return resolveTier(withRef) === 'production' ? withRef : withoutRef;
  }

  private callsOf({ files, references }: TriggeredPipeline) {
    return [
      ...files.map(
        ({ pattern }): PipelineReference => ({
          target: pattern,
          path: pattern,
          refKind: 'local',
        }),
      ),
      ...references,
    ];
  }

  private gateOf({ name }: PreparedJob): Gate {
    return { kind: 'manual-job', gate: shorten(name), job: shorten(name) };
  }

  /** What the jobs before a job bring: buttons, environments, and child pipelines that are waited for. */
  private standingBefore(simulation: Simulation, name: string): Standing {
    const { manual, jobs } = simulation.before(name);
    const all: Standing[] = [
      own({
        gates: [...manual].map(other =>
          this.gateOf(simulation.jobs.get(other)!.prepared),
        ),
        passes: [],
      }),
    ];
    for (const other of jobs) {
      const job = simulation.jobs.get(other);
      if (job && this.tools.work.take(1)) {
        const standing =
          this.standing.get(job) ?? this.standingAt(simulation, job);
        this.standing.set(job, standing);
        all.push(standing);
      }
    }
    return unite(...all);
  }

  private standingAt({ run }: Simulation, job: JobInRun): Standing {
    const { prepared, variables } = job;
    const all = mergeVariables(variables, prepared.matrix[0]);
    const insert = (text: string) => this.insert(text, run, all);
    const named = environmentOf(prepared.job);
    const triggered = triggeredBy(prepared.job, this.tools.host, insert);
    const child =
      triggered?.isWaitedFor && triggered.files.length > 0
        ? this.childOf(triggered.files)
        : undefined;
    return {
      gates: (child && triggered
        ? child.simulate(childRun(run, handedOver(triggered, run, all)))
        : []
      ).flatMap(simulation =>
        simulation.blocking.map(name =>
          this.gateOf(simulation.jobs.get(name)!.prepared),
        ),
      ),
      passes: named ? [shorten(insert(named))] : [],
      calls: triggered?.isWaitedFor ? triggered.references : [],
    };
  }

  private conditionsOf(prepared: PreparedJob): ReadonlySet<string> {
    return this.conditions.get(prepared) ?? new Set();
  }

  /** Events that the rules of a job, of its workflow and of the pipelines before it speak of. */
  private mentionedBy(
    prepared: PreparedJob,
    variant: PipelineVariant,
    prefix: Prefix,
  ): ReadonlySet<string> {
    let known = this.events.get(prepared);
    if (!known) {
      const { rules, only, except } = prepared.policy;
      const config = Object.assign(emptyMap(), {
        rules: [...(rules ?? []), ...(variant.workflowRules ?? [])],
        only,
        except,
      });
      const texts = textsOfConditions(config, this.tools.work);
      known = eventsIn(texts);
      this.conditions.set(prepared, texts);
      this.events.set(prepared, known);
    }
    return prefix.mentioned.size > 0
      ? new Set([...known, ...prefix.mentioned])
      : known;
  }

  /** What is included from elsewhere, each as a job that calls it. */
  includeJobs() {
    return includeJobs({
      everything: this.files.everything.includes,
      variants: [...this.files.all],
      events: this.letIn,
      unresolved: this.unresolvedNames,
      neverRan: name => !this.recorder.hasRun(name),
      tools: this.tools,
    });
  }

  /** Whether something was left out since jobs take too much from each other. */
  get isExhausted(): boolean {
    return [...this.files.all].some(({ resolver }) => resolver.isExhausted);
  }

  /** Whether any run of it was gone through. */
  get hasStarted(): boolean {
    return this.letIn.size > 0;
  }

  get isTemplate(): boolean {
    return this.asTemplate;
  }
}
