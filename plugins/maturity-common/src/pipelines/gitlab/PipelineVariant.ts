// SPDX-License-Identifier: Apache-2.0
import { Recognition } from '../stages/recognition';
import { Work } from '../Work';
import { asList, asText, isMap, YamlMap } from '../yaml';
import { LoadedConfig } from './IncludeWalk';
import { DetectedJob, detectGitlabJob } from './detectGitlabJob';
import { matrixOf } from './matrix';
import { RunPolicy } from './outcomes';
import { applyDefault, isJob, JobResolver } from './resolveJobs';
import {
  FileVariables,
  inheritedVariables,
  mergeVariables,
  readVariables,
} from './variables';

/** What a job waits for by its name. @internal */
export interface Need {
  job: string;
  optional: boolean;
}

/** A job with all that it takes from others, before any run. @internal */
export interface PreparedJob {
  name: string;
  job: YamlMap;
  hidden: boolean;
  policy: RunPolicy;
  /** Of the file and of the job. */
  variables: FileVariables;
  matrix: FileVariables[];
  /** Undefined where it waits for the stages before its own. */
  needs?: Need[];
  /** Place of its stage in the order of stages. */
  stage: number;
  detected: DetectedJob;
}

const USUAL_STAGES = ['build', 'test', 'deploy'];

function needsOf(job: YamlMap): Need[] | undefined {
  if (job.needs === undefined) {
    return undefined;
  }
  return asList(job.needs).flatMap((need): Need[] => {
    // Of other projects and other pipelines only files are taken over.
    if (isMap(need) && (need.pipeline ?? need.project) !== undefined) {
      return [];
    }
    const name = isMap(need) ? asText(need.job) : asText(need);
    return name
      ? [{ job: name, optional: isMap(need) && need.optional === true }]
      : [];
  });
}

function rulesOf(job: YamlMap, resolver: JobResolver): YamlMap[] | undefined {
  return job.rules === undefined
    ? undefined
    : asList(resolver.follow(job.rules))
        .flatMap(rule => asList(rule))
        .filter(isMap);
}

/** A pipeline's files as they are in certain runs: `include:rules` may make other ones of them in others. @internal */
export class PipelineVariant {
  readonly resolver: JobResolver;
  readonly variables: FileVariables;
  readonly workflowRules?: YamlMap[];
  readonly includes: LoadedConfig['includes'];
  private readonly prepared = new Map<string, PreparedJob>();
  private readonly readBefore = new WeakMap<YamlMap, FileVariables>();

  constructor(
    loaded: LoadedConfig,
    private readonly options: {
      recognition: Recognition;
      /** A template's hidden jobs count where somebody extends them. */
      withHidden: boolean;
    },
    private readonly work: Work,
  ) {
    const { config, includes } = loaded;
    this.includes = includes;
    this.resolver = new JobResolver(config, work);
    this.variables = readVariables(config.variables);
    this.workflowRules = isMap(config.workflow)
      ? rulesOf(config.workflow, this.resolver)
      : undefined;
    this.prepareAll(config);
  }

  get jobs(): Iterable<PreparedJob> {
    return this.prepared.values();
  }

  private prepareAll(config: YamlMap): void {
    const stages = [
      '.pre',
      ...(Array.isArray(config.stages)
        ? config.stages.map(stage => asText(stage) ?? '')
        : USUAL_STAGES),
      '.post',
    ];
    const places = new Map(stages.map((stage, place) => [stage, place]));
    for (const [name, value] of Object.entries(config)) {
      const hidden = name.startsWith('.');
      if (
        isJob(name, value) &&
        (!hidden || this.options.withHidden) &&
        this.work.take(1)
      ) {
        this.prepared.set(name, this.prepare(name, hidden, config, places));
      }
    }
  }

  /** Jobs that extend one job share its variables, which may be many. */
  private variablesOf(job: YamlMap): FileVariables {
    const written = this.resolver.follow(job.variables);
    let own = isMap(written) ? this.readBefore.get(written) : undefined;
    if (!own) {
      const count = isMap(written) ? Object.keys(written).length : 0;
      own = this.work.take(2 * count) ? readVariables(written) : new Map();
      if (isMap(written)) {
        this.readBefore.set(written, own);
      }
    }
    const inherited = inheritedVariables(job, this.variables);
    return inherited.size === 0 ||
      this.work.take(2 * (own.size > 0 ? own.size + inherited.size : 0))
      ? mergeVariables(inherited, own)
      : own;
  }

  private prepare(
    name: string,
    hidden: boolean,
    config: YamlMap,
    places: ReadonlyMap<string, number>,
  ): PreparedJob {
    const { resolver, work } = this;
    const job = applyDefault(resolver.extend(name), config);
    const rules = rulesOf(job, resolver);
    return {
      name,
      job,
      hidden,
      policy: {
        ...(rules && { rules }),
        only: job.only,
        except: job.except,
        hasWorkflowRules: this.workflowRules !== undefined,
      },
      variables: this.variablesOf(job),
      matrix: matrixOf(job, work),
      needs: needsOf(job),
      stage: places.get(asText(job.stage) ?? 'test') ?? -1,
      detected: detectGitlabJob(name, job, resolver, {
        recognition: this.options.recognition,
        work,
      }),
    };
  }
}
