// SPDX-License-Identifier: Apache-2.0
import {
  CollectContext,
  CollectedItem,
  DeclaredTemplate,
  failureOf as explainFailure,
  ProviderPermissionError,
  statusOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';

export { stopsEverything } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GitlabClient } from './client/GitlabClient';
import { GitlabOptions } from './config';
import { describeMissing, Part } from './client/permissions';
import type { Job as PipelineJob } from './client/schema';
import { TargetState } from './poll/state';
import { isNumber, SLUG_ANNOTATION, Target } from './targets';

/** What reading the targets of one host needs. @internal */
export interface Session {
  client: GitlabClient;
  options: GitlabOptions;
  context: CollectContext;
  templates: DeclaredTemplate[];
  /** How far back a first read goes. */
  since: string;
  /** Targets of which an event said that something happened: `all` where pipelines may have changed. */
  events: Map<string, 'all' | 'part'>;
  /** When each target was looked at last, by our clock; a restart forgets it. */
  looked: Map<string, string>;
  /** Targets that the host does not show, and what was said of them. */
  absent: Map<string, { at: number; items: CollectedItem[] }>;
  /** Joint questions that the host does not answer, as where it is too old for them. */
  refused: Set<string>;
}

/** What a look at a project shows. @internal */
export interface Project {
  id: number;
  /** As it is written now. */
  path: string;
  url: string;
  createdAt: string;
  defaultBranch?: string;
  isArchived: boolean;
  isEmpty: boolean;
  ciConfigPath?: string;
  lastActivityAt?: string;
  /** The last ones of its pipelines, by their numbers within the project. */
  pipelines: { iid?: string; updatedAt: string }[];
  /** Its newest release, where that was asked. */
  newestRelease?: string;
  /** Where that was asked and answered. */
  environments?: ShownEnvironment[];
}

/** An environment as a look at many projects shows it. @internal */
export interface ShownEnvironment {
  name: string;
  /** The numbers of the last deployment of each status, 0 where there is none. */
  deployments: number[];
}

/** A target with what is remembered of it. @internal */
export interface Remembered {
  target: Target;
  state: TargetState;
}

/** A project that changed and is read now. @internal */
export interface Job {
  target: Target;
  state: TargetState;
  project: Project;
  /** Environments whose tier was asked for in this read. */
  askedTiers: Set<string>;
  /** What was read of several projects or pipelines together. */
  known: {
    /** The commit that changed the pipeline file last. */
    entryCommit?: string;
    /** By the number of the pipeline within the project. */
    jobs: Map<string, PipelineJob[]>;
  };
}

/** What a failure means for the entities of a target. @internal */
export function failureOf(target: Target, error: unknown): CollectedItem[] {
  const { host, path } = target;
  return explainFailure(target, error, {
    notFound: `Either '${path}' does not exist any more, then correct the annotation '${SLUG_ANNOTATION}', or the token for '${host}' may not see it, then add its user to the project with the role 'Reporter'.`,
    refused: `It does not accept the token for '${host}': it has expired, was revoked or is mistyped. Put a new one with the scope 'read_api' into 'integrations.gitlab' of app-config.yaml.`,
    forbidden: `Give the token for '${host}' in 'integrations.gitlab' the scope 'read_api', and its user the role 'Reporter' in '${path}'.`,
  });
}

/**
 * Reads one part of a project. What may not be read is remembered with the host's words, and the rest goes on.
 *
 * @returns undefined where it may not be read
 * @internal
 */
export async function readPart<T>(
  job: Job,
  part: Part,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    const result = await read();
    delete job.state.missing[part];
    return result;
  } catch (error) {
    if (!(error instanceof ProviderPermissionError)) {
      throw error;
    }
    job.state.missing[part] = error.message;
    return undefined;
  }
}

/** An archived project is read once to its end. Where it is taken back into use, the next look shows it. @internal */
export function archivedOf({
  target,
  project,
  state,
}: Pick<Job, 'target' | 'project' | 'state'>): CollectedItem[] {
  return statusOf(target, {
    state: 'archived',
    message: `'${project.path}' is archived. What was delivered before was read; nothing more is expected.`,
    reach: state.reach,
  });
}

/** Whether the project has another path by now, under which the host answered. @internal */
export function isMoved({
  target,
  project,
}: Pick<Job, 'target' | 'project'>): boolean {
  return !isNumber(target) && project.path.toLowerCase() !== target.path;
}

/** The good word about a target, with all that its owner should know. @internal */
export function successOf(job: Job): CollectedItem[] {
  const { target, state, project } = job;
  if (project.isArchived) {
    return archivedOf(job);
  }
  const sentences = [
    ...Object.entries(state.missing).map(([part, words]) =>
      describeMissing(part, words),
    ),
    ...state.notices,
  ];
  const wellRead = isMoved(job) ? 'renamed' : 'ok';
  return statusOf(target, {
    state: Object.keys(state.missing).length > 0 ? 'no-permission' : wellRead,
    ...(sentences.length > 0 && { message: sentences.join(' ') }),
    reach: state.reach,
  });
}
