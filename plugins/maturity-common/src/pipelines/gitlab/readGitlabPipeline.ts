// SPDX-License-Identifier: Apache-2.0
import { MAX_FOLDER_STEPS, MAX_NODES } from '../limits';
import { ReadPipeline } from '../readJob';
import { Recognition } from '../stages/recognition';
import { PipelineFile, PipelineFileProblem } from '../types';
import { Work } from '../Work';
import { isMap, YamlMap } from '../yaml';
import { Conditions } from './Conditions';
import { ConfigLoader, FileEntry } from './ConfigLoader';
import { textsOfConditions } from './textsOfConditions';
import { GitlabReader } from './GitlabReader';
import { DeclaredInput } from './Inputs';
import { PipelineFiles, ReadingTools } from './PipelineFiles';
import { mentionedIn, runsOf } from './runs';
import { triggeredBy } from './triggers';
import { readVariables } from './variables';

const ENTRY_FILE = /^\.gitlab-ci\.ya?ml$/;
/** Child pipelines of one project; GitLab starts a thousand. */
const MAX_CHILDREN = 500;

interface Options {
  host: string;
  recognition: Recognition;
  templatePath?: string;
  defaultBranch?: string;
  work: Work;
}

/** Readers of pipelines by the files that they begin with; each is made once. */
class Readers {
  readonly all = new Map<string, GitlabReader>();

  constructor(private readonly tools: ReadingTools) {}

  of(entries: FileEntry[], asTemplate = false): GitlabReader | undefined {
    const key = JSON.stringify(entries);
    const known = this.all.get(key);
    if (known || this.all.size >= MAX_CHILDREN) {
      return known;
    }
    const files = PipelineFiles.read(entries, this.tools, asTemplate);
    if (!files) {
      return undefined;
    }
    const reader = new GitlabReader(
      entries[0].pattern,
      files,
      this.tools,
      child => this.of(child),
      asTemplate,
    );
    this.all.set(key, reader);
    return reader;
  }
}

/** The conditions of a pipeline and of the child pipelines that it may start. */
function allConditions(
  first: GitlabReader,
  tools: ReadingTools,
  readers: Readers,
) {
  const texts = new Set<string>();
  const queue = [first];
  const seen = new Set(queue);
  for (const reader of queue) {
    const { config } = reader.files.everything;
    textsOfConditions(config, tools.work).forEach(text => texts.add(text));
    for (const job of Object.values(config)) {
      const files =
        isMap(job) && job.trigger !== undefined
          ? triggeredBy(job, tools.host, text => text)?.files ?? []
          : [];
      const child = files.length > 0 ? readers.of(files) : undefined;
      if (child && !seen.has(child)) {
        seen.add(child);
        queue.push(child);
      }
    }
  }
  return texts;
}

function optionsOfInputs(inputs: ReadonlyMap<string, DeclaredInput>) {
  return new Map(
    [...inputs].map(([name, { options }]) => [
      name,
      { options: options?.map(String) },
    ]),
  );
}

/** Declared inputs with simple defaults, as records hold them. */
function inputsOf(inputs: ReadonlyMap<string, DeclaredInput>) {
  return Object.fromEntries(
    [...inputs].map(([name, { default: value }]) => [
      name,
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
        ? { default: value }
        : {},
    ]),
  );
}

function toPipeline(reader: GitlabReader): ReadPipeline {
  const jobs = reader.recorder.readJobs();
  const included = reader.includeJobs();
  const triggers = [
    ...new Set([...jobs, ...included.jobs].flatMap(job => job.triggers)),
  ];
  return {
    path: reader.path,
    triggers: triggers.length > 0 ? triggers : ['push'],
    ...(reader.isTemplate ? { inputs: inputsOf(reader.files.inputs) } : {}),
    jobs: [...jobs, ...included.jobs],
    references: [...jobs.flatMap(({ calls }) => calls), ...included.references],
    deployments: reader.recorder.plannedDeployments(),
  };
}

/** One pipeline of several that begin with the same file, as where it is triggered with other inputs. */
function mergeSamePath(pipelines: ReadPipeline[]): ReadPipeline[] {
  const byPath = new Map<string, ReadPipeline>();
  for (const pipeline of pipelines) {
    const known = byPath.get(pipeline.path);
    byPath.set(
      pipeline.path,
      known
        ? {
            ...known,
            triggers: [...new Set([...known.triggers, ...pipeline.triggers])],
            jobs: [...known.jobs, ...pipeline.jobs],
            references: [...known.references, ...pipeline.references],
            deployments: [
              ...(known.deployments ?? []),
              ...(pipeline.deployments ?? []),
            ],
          }
        : pipeline,
    );
  }
  return [...byPath.values()];
}

function exhaustionProblems(
  path: string,
  readers: Readers,
  work: Work,
): PipelineFileProblem[] {
  if (work.isExhausted) {
    return [
      {
        path,
        message: `'${path}' takes more than ${MAX_FOLDER_STEPS} steps to read with all that it includes, extends and triggers; what is beyond is left out. Let it include and expand less.`,
      },
    ];
  }
  return [...readers.all.values()].some(({ isExhausted }) => isExhausted)
    ? [
        {
          path,
          message: `'${path}' expands to more than ${MAX_NODES} values through 'extends' and '!reference'; what is beyond is left out. Let fewer jobs take less from each other.`,
        },
      ]
    : [];
}

/**
 * Reads a GitLab pipeline from `.gitlab-ci.yml` with its local includes, and the child pipelines that it triggers from
 * files of the same repository; or one template file. What is included from elsewhere is a job of its own that calls
 * it.
 *
 * @internal
 */
export function readGitlabPipeline(
  files: PipelineFile[],
  options: Options,
): { pipelines: ReadPipeline[]; problems: PipelineFileProblem[] } {
  const { host, recognition, work, templatePath } = options;
  const byPath = new Map(files.map(file => [file.path, file]));
  const entry = templatePath
    ? byPath.get(templatePath)
    : files.find(file => ENTRY_FILE.test(file.path));
  if (!entry) {
    return { pipelines: [], problems: [] };
  }
  const loader = new ConfigLoader(byPath, host, work);
  const tools: ReadingTools = {
    loader,
    conditions: new Conditions(work),
    work,
    host,
    recognition,
  };
  const readers = new Readers(tools);
  const isTemplate = templatePath !== undefined;
  const reader = readers.of(
    [
      isTemplate
        ? { pattern: entry.path }
        : { pattern: entry.path, given: { inputs: {}, isEntry: true } },
    ],
    isTemplate,
  );
  if (!reader) {
    return { pipelines: [], problems: loader.problems };
  }
  const config: YamlMap = reader.files.everything.config;
  const runs = runsOf(
    mentionedIn(allConditions(reader, tools, readers)),
    {
      variables: readVariables(config.variables),
      inputs: isTemplate ? new Map() : optionsOfInputs(reader.files.inputs),
    },
    options.defaultBranch,
  );
  for (const run of runs) {
    reader.start({
      run,
      prefix: { gates: [], passes: [], calls: [], mentioned: new Set() },
    });
  }
  const pipelines = [...readers.all.values()].filter(
    one => one === reader || one.hasStarted,
  );
  return {
    pipelines: mergeSamePath(pipelines.map(toPipeline)),
    problems: [
      ...loader.problems,
      ...exhaustionProblems(entry.path, readers, work),
    ],
  };
}
