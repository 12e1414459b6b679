// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  Gate,
  PipelineDefinition,
  PipelineFile,
  pathsOfCall,
  readPipelines,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectContext,
  CollectedItem,
  DeclaredTemplate,
  matchesAny,
  ownPipelines,
  pipelinesFingerprint,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { gateInventory, placeGates, timerGates } from '../gates/gates';
import {
  ENTRY_FILE,
  FileSource,
  readEntryFile,
  ReadFile,
  withLocalIncludes,
} from './pipelineFiles';
import {
  commitSchema,
  Lint,
  lintSchema,
  ProtectedEnvironment,
} from '../client/schema';
import { Job, readPart, Session } from '../Session';
import { PipelineVersion } from '../poll/state';

/** Older states of the pipeline file than this many changes are taken for the oldest one read. */
const MAX_VERSIONS = 20;
const WITH_INCLUDES = '(with its includes)';

/** The file that the project's pipelines begin with. @internal */
export async function readEntry(
  session: Session,
  job: Job,
): Promise<ReadFile | undefined> {
  return readPart(job, 'files', () =>
    readEntryFile(sourceOf(session, job), job.project.ciConfigPath),
  );
}

function sourceOf({ client }: Session, { project }: Job): FileSource {
  return { client, project: project.id, ref: project.defaultBranch ?? 'HEAD' };
}

/** Pipelines with their gates, handed over only when the files or the protection changed. @internal */
export async function* readPipelineItems(
  session: Session,
  job: Job,
  entry: ReadFile | undefined,
  environments: ProtectedEnvironment[],
): AsyncIterable<CollectedItem> {
  const { target, state } = job;
  if (state.missing.files) {
    return;
  }
  const files = entry
    ? await withLocalIncludes(sourceOf(session, job), entry)
    : [];
  const { context } = session;
  const read = readAll(context, job, files, context.now().toISOString());
  state.notices.push(...read.problems);
  const lint = entry ? await readLint(session, job) : undefined;
  const delayed = new Set(namesOf(lint, 'delayed'));
  const inventory = [
    ...gateInventory(environments, new Map(Object.entries(state.tiers))),
    ...timerGates(read.pipelines, delayed),
  ];
  const included = includedOf(session, job, read.pipelines, lint);
  const own =
    included.length > 0 ? read.pipelines.map(toldElsewhere) : read.pipelines;
  const pipelines = placeGates(own, inventory, {
    complete: !state.missing.protectedEnvironments && !state.missing.linter,
    header: {
      source: target.host,
      repository: repositoryOf(job),
      observedAt: session.context.now().toISOString(),
    },
  });
  pipelines.push(...included);
  const manual = pipelines.flatMap(({ gates }) =>
    gates.flatMap(({ kind, gate }) => (kind === 'manual-job' ? [gate] : [])),
  );
  state.manualJobs = [
    ...new Set([...manual, ...namesOf(lint, 'manual')]),
  ].sort();
  state.delayedJobs = [...delayed].sort();
  await readVersions(session, job, entry);
  const fingerprint = pipelinesFingerprint(pipelines, target.entities);
  if (state.pipelines === fingerprint) {
    return;
  }
  state.pipelines = fingerprint;
  for (const entity of target.entities) {
    yield {
      kind: 'pipelines',
      entityRef: entity.entityRef,
      source: target.host,
      observedAt: session.context.now().toISOString(),
      pipelines: ownPipelines(entity, pipelines, fileOf),
    };
  }
}

/** `gitlab.com/acme/shop` @internal */
export function repositoryOf({ target, project }: Job): string {
  return `${target.host}/${project.path}`.toLowerCase();
}

function readAll(
  { recognition }: CollectContext,
  job: Job,
  files: PipelineFile[],
  observedAt: string,
) {
  const { pipelines, problems } = readPipelines(
    'gitlab',
    files,
    {
      source: job.target.host,
      repository: repositoryOf(job),
      observedAt,
      defaultBranch: job.project.defaultBranch,
    },
    { recognition },
  );
  return {
    pipelines,
    problems: problems.map(
      ({ path, line, message }) =>
        `${path}${line === undefined ? '' : `:${line}`}: ${message}`,
    ),
  };
}

/** The pipeline with all that it includes from anywhere, as GitLab resolves it. */
async function readLint(session: Session, job: Job): Promise<Lint | undefined> {
  return readPart(job, 'linter', () =>
    session.client.readIfAny(lintSchema, api =>
      api.Lint.check(job.project.id, { includeJobs: true }),
    ),
  );
}

/** The jobs that start in a certain way. */
function namesOf(lint: Lint | undefined, way: string): string[] {
  return (lint?.jobs ?? []).flatMap(({ name, when }) =>
    when === way ? [name] : [],
  );
}

/**
 * What runs besides the project's own files. GitLab does not tell where a resolved job came from, so it counts for
 * stages and gates, while calls of golden paths are read from the files as they are written.
 */
function includedOf(
  { context }: Session,
  job: Job,
  own: PipelineDefinition[],
  lint: Lint | undefined,
): PipelineDefinition[] {
  const isElsewhere = own.some(({ references }) =>
    references.some(({ refKind }) => refKind !== 'local'),
  );
  if (!isElsewhere || !lint?.merged_yaml) {
    return [];
  }
  const known = new Set(own.flatMap(({ gates }) => gates.map(gateKey)));
  return readAll(
    context,
    job,
    [{ path: ENTRY_FILE, content: lint.merged_yaml }],
    context.now().toISOString(),
  ).pipelines.map(resolved => ({
    ...resolved,
    id: 'pipeline:included',
    path: `${ENTRY_FILE} ${WITH_INCLUDES}`,
    jobs: [],
    references: [],
    gates: resolved.gates.filter(gate => !known.has(gateKey(gate))),
  }));
}

function gateKey({ gate, environment }: Gate): string {
  return `${gate} ${environmentKey(environment ?? '')}`;
}

/** Where the resolved pipeline tells how it deploys, its own file, which knows a part, does not. */
function toldElsewhere(pipeline: PipelineDefinition): PipelineDefinition {
  return pipeline.path === ENTRY_FILE
    ? { ...pipeline, deployments: [] }
    : pipeline;
}

/**
 * What the pipeline file called at which time, so that a deployment is counted for the golden path that was in force
 * when it ran, and not for today's.
 */
async function readVersions(
  session: Session,
  job: Job,
  entry: ReadFile | undefined,
): Promise<void> {
  const { state, project } = job;
  const path = project.ciConfigPath || ENTRY_FILE;
  if (!entry?.commit) {
    state.pipelineVersions = entry
      ? [toVersion(session, job, entry, path)]
      : [];
    return;
  }
  const known = new Map(
    state.pipelineVersions.map(version => [version.commit, version]),
  );
  const commits = await readPart(job, 'commits', () =>
    session.client.listIfAny(commitSchema, 1, (api, pages) =>
      api.Commits.all(project.id, {
        refName: project.defaultBranch,
        path,
        ...pages,
      }),
    ),
  );
  const versions: PipelineVersion[] = [];
  for (const commit of (commits ?? []).slice(0, MAX_VERSIONS)) {
    const at = commit.committed_date ?? commit.created_at;
    const before = known.get(commit.id);
    const file =
      before || commit.id === entry.commit
        ? entry
        : await readPart(job, 'files', () =>
            readEntryFile(
              { ...sourceOf(session, job), ref: commit.id },
              project.ciConfigPath,
            ),
          );
    if (before) {
      versions.push(before);
    } else if (file) {
      const version = toVersion(session, job, file, path);
      versions.push({ ...version, commit: commit.id, at });
    }
    if (at < session.since) {
      break;
    }
  }
  state.pipelineVersions =
    versions.length > 0 ? versions : [toVersion(session, job, entry, path)];
}

function toVersion(
  { context, templates }: Session,
  job: Job,
  file: PipelineFile,
  path: string,
): PipelineVersion {
  const { pipelines } = readAll(
    context,
    job,
    [{ path: ENTRY_FILE, content: file.content }],
    job.project.createdAt,
  );
  const template = templateOf(pipelines, templates);
  return { path, ...(template && { template }) };
}

function templateOf(
  pipelines: PipelineDefinition[],
  templates: DeclaredTemplate[],
): PipelineVersion['template'] {
  for (const { references } of pipelines) {
    for (const { repository, path, ref } of references) {
      const template = templates.find(
        declared =>
          declared.provider === 'gitlab' &&
          declared.repository.toLowerCase() === repository?.toLowerCase() &&
          pathsOfCall({ path }).some(one => matchesAny(one, declared.paths)),
      );
      if (template) {
        return { id: template.id, ...(ref && { ref }) };
      }
    }
  }
  return undefined;
}

/** The version of the pipeline file that was in force at a time. @internal */
export function versionAt(
  versions: PipelineVersion[],
  at: string,
): PipelineVersion | undefined {
  return (
    versions.find(version => !version.at || version.at <= at) ??
    versions[versions.length - 1]
  );
}

/** The file that a pipeline is written in. */
function fileOf({ path }: PipelineDefinition): string {
  return path.replace(` ${WITH_INCLUDES}`, '');
}
