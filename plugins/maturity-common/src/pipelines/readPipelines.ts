// SPDX-License-Identifier: Apache-2.0
import { PipelineDefinition, SAFETY_DEFAULTS, Stage, STAGES } from '../records';
import { isCommitTrigger } from './github/triggers';
import { isActionFile } from './github/compositeActions';
import { readWorkflows } from './github/readWorkflows';
import { readGitlabPipeline } from './gitlab/readGitlabPipeline';
import {
  MAX_FILES,
  MAX_GATES,
  MAX_JOBS,
  MAX_PLANNED_DEPLOYMENTS,
} from './limits';
import { deploysTo } from './production/deploysTo';
import { ReadPipeline } from './readJob';
import { mergeRecognition, Recognition } from './stages/recognition';
import {
  PipelineFile,
  PipelineFileProblem,
  ReadPipelinesResult,
} from './types';
import { Work } from './Work';

/** What the pipelines of one entity have in common. @public */
export interface PipelineHeader {
  source: string;
  /** `host/owner/name`; its host is the one that short references are looked up at. */
  repository?: string;
  entityRef?: string;
  service?: string;
  observedAt: string;
  defaultBranch?: string;
}

/** @public */
export interface ReadPipelinesOptions {
  /** Added to the default table of recognized actions, commands and names. */
  recognition?: Partial<Recognition>;
}

const WORKFLOW_FILE = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;
const DEFAULT_HOSTS = { github: 'github.com', gitlab: 'gitlab.com' };

/** Host that short references belong to. @internal */
export function hostOf(
  provider: 'github' | 'gitlab',
  repository: string | undefined,
): string {
  const host = repository?.split('/')[0];
  return host && host.includes('.') ? host : DEFAULT_HOSTS[provider];
}

function cleanPath(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '');
}

/** Distinct values in order of first appearance. */
function distinct<T>(values: T[]): T[] {
  return [...new Set(values)];
}

function toRecord(
  provider: 'github' | 'gitlab',
  read: ReadPipeline,
  header: PipelineHeader,
): PipelineDefinition {
  const stages = new Set<Stage>(read.jobs.flatMap(job => job.stages));
  const safety = new Set(read.jobs.flatMap(job => job.safety));
  const gates = new Map(
    read.jobs
      .flatMap(job => job.gates)
      .map(gate => [`${gate.kind} ${gate.environment} ${gate.gate}`, gate]),
  );
  return {
    source: header.source,
    id: `pipeline:${read.path}`,
    observedAt: header.observedAt,
    ...(header.entityRef ? { entityRef: header.entityRef } : {}),
    ...(header.repository ? { repository: header.repository } : {}),
    ...(header.service ? { service: header.service } : {}),
    provider,
    path: read.path,
    jobs: read.jobs
      .slice(0, MAX_JOBS)
      .map(
        ({ gates: _gates, safety: _safety, conditional: _parts, ...job }) =>
          job,
      ),
    references: read.references.slice(0, MAX_JOBS),
    gates: [...gates.values()].slice(0, MAX_GATES),
    stages: STAGES.filter(stage => stages.has(stage)),
    scanTriggers: distinct(
      read.jobs
        .filter(job => job.stages.includes('security-scan'))
        .flatMap(job => job.scanTriggers ?? job.triggers),
    ),
    deploysTo: read.deployments
      ? deploysTo(read.deployments)
      : distinct(
          read.jobs
            .filter(job => job.stages.includes('deploy'))
            .flatMap(job => (job.environment ? [job.environment] : [])),
        ),
    safety: SAFETY_DEFAULTS.filter(kind => safety.has(kind)),
    triggers: read.triggers,
    ...(read.deployments
      ? { deployments: read.deployments.slice(0, MAX_PLANNED_DEPLOYMENTS) }
      : {}),
    ...(read.inputs ? { inputs: read.inputs } : {}),
  };
}

/** @internal */
export interface ReadFilesOptions {
  host: string;
  repository?: string;
  recognition: Recognition;
  defaultBranch?: string;
  /** What may be done for these files. */
  work: Work;
  /** GitLab: the file to begin at, where it is a template and not the repository's own pipeline. */
  templatePath?: string;
}

/** Reads files of one repository, in the provider's own terms. @internal */
export function readFiles(
  provider: 'github' | 'gitlab',
  files: PipelineFile[],
  options: ReadFilesOptions,
): { pipelines: ReadPipeline[]; problems: PipelineFileProblem[] } {
  if (provider === 'gitlab') {
    return readGitlabPipeline(files, options);
  }
  return readWorkflows(
    files,
    path => WORKFLOW_FILE.test(path) && !isActionFile(path),
    options,
  );
}

/**
 * Reads the pipeline files of one entity: one definition per GitHub workflow file, or one for `.gitlab-ci.yml`
 * with its local includes resolved. Files that are no pipelines are left out; those that cannot be read are
 * reported with line and column while the others are kept.
 *
 * @public
 */
export function readPipelines(
  provider: 'github' | 'gitlab',
  files: PipelineFile[],
  header: PipelineHeader,
  options: ReadPipelinesOptions = {},
): ReadPipelinesResult {
  const problems: PipelineFileProblem[] = [];
  const seen = new Map<string, PipelineFile>();
  for (const file of files.slice(0, MAX_FILES)) {
    const path = cleanPath(file.path);
    seen.set(path, { path, content: file.content });
  }
  if (files.length > MAX_FILES) {
    problems.push({
      path: files[MAX_FILES].path,
      message: `${files.length} files were given; the first ${MAX_FILES} are read. Send only pipeline files.`,
    });
  }
  const read = readFiles(
    provider,
    [...seen.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    {
      host: hostOf(provider, header.repository),
      repository: header.repository,
      defaultBranch: header.defaultBranch,
      work: new Work(),
      recognition: mergeRecognition(options.recognition),
    },
  );
  for (const { path, jobs } of read.pipelines) {
    if (jobs.length > MAX_JOBS) {
      problems.push({
        path,
        message: `'${path}' has ${jobs.length} jobs; the first ${MAX_JOBS} are kept. Split it into smaller pipeline files.`,
      });
    }
  }
  return {
    pipelines: read.pipelines.map(pipeline =>
      toRecord(provider, pipeline, header),
    ),
    problems: [...problems, ...read.problems],
  };
}

export { isCommitTrigger };
