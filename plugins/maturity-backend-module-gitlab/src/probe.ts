// SPDX-License-Identifier: Apache-2.0
import { CollectedItem } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GitlabNotFoundError, GitlabPermissionError } from './client/errors';
import { toProvisioning } from './provisioning';
import { probeAnswerSchema, projectSchema } from './schema';
import { failureOf, Job, Project, Session, successOf } from './Session';
import { parseState, TargetState } from './state';
import { SLUG_ANNOTATION, statusOf, Target } from './targets';

/** Protected environments and manual jobs carry no date, so they are read again after this time in any case. */
const GATES_EVERY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** Pipelines of a project that one look shows. */
const PIPELINES = 20;

/**
 * Up to 50 projects for one request. A deployment is a job of a pipeline, and a job that moves touches its pipeline,
 * also one that is old: that tells what REST would need a request per project for.
 */
const PROBE = `query Probe($fullPaths: [String!], $ids: [ID!], $after: Time) {
  projects(fullPaths: $fullPaths, ids: $ids, first: 50) {
    nodes {
      id fullPath webUrl createdAt archived lastActivityAt ciConfigPathOrDefault
      repository { rootRef empty }
      pipelines(first: ${PIPELINES}, updatedAfter: $after) { nodes { id updatedAt } }
    }
  }
}`;

/** A target with what is remembered of it. @internal */
export interface Remembered {
  target: Target;
  state: TargetState;
}

/** What a look at many projects brought: what to say at once, and which of them to read. @internal */
export interface ProbeResult {
  items: CollectedItem[];
  changed: Job[];
}

/** Those that were looked at at about the same time come together, so that the window of one serves all. @internal */
export async function remember(
  session: Session,
  targets: Target[],
): Promise<Remembered[]> {
  const remembered: Remembered[] = [];
  for (const target of targets) {
    remembered.push({
      target,
      state: parseState(await session.context.readWatermark(target.key)),
    });
  }
  return remembered.sort((a, b) => compare(sortKey(a), sortKey(b)));
}

function sortKey({ target, state }: Remembered): string {
  return `${isNumber(target) ? 1 : 0} ${state.seenAt ?? ''}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isNumber({ path }: Target): boolean {
  return /^\d+$/.test(path);
}

/** Looks at up to 50 projects in one request and finds out which of them changed. @internal */
export async function probeTargets(
  session: Session,
  batch: Remembered[],
): Promise<ProbeResult> {
  const found = await look(session, batch);
  const items: CollectedItem[] = [];
  const changed: Job[] = [];
  for (const { target, state } of batch) {
    let project = found.get(target.path);
    if (!project) {
      try {
        project = await readProject(session, target);
      } catch (error) {
        if (
          !(error instanceof GitlabNotFoundError) &&
          !(error instanceof GitlabPermissionError)
        ) {
          throw error;
        }
        items.push(...failureOf(target, error));
        continue;
      }
    }
    const job = { target, state, project, askedTiers: new Set<string>() };
    const settled = settle(job, session.since);
    if (settled) {
      items.push(...settled);
    } else if (hasChanged(job, session)) {
      changed.push(job);
    } else {
      items.push(...successOf(job));
    }
  }
  return { items, changed };
}

async function look(
  session: Session,
  batch: Remembered[],
): Promise<Map<string, Project>> {
  const seen = batch.flatMap(({ state }) => state.seenAt ?? []).sort();
  const paths = batch.filter(({ target }) => !isNumber(target));
  const numbers = batch.filter(({ target }) => isNumber(target));
  const found = new Map<string, Project>();
  for (const part of [paths, numbers]) {
    if (part.length === 0) {
      continue;
    }
    const names = part.map(({ target }) => target.path);
    // What is not said is left out: GitLab would take null for a filter of its own.
    const variables = {
      ...(part === paths
        ? { fullPaths: names }
        : { ids: names.map(number => `gid://gitlab/Project/${number}`) }),
      ...(seen.length > 0 && { after: seen[0] }),
    };
    try {
      const { projects } = await session.client.graphql(
        PROBE,
        variables,
        probeAnswerSchema,
      );
      for (const node of projects?.nodes ?? []) {
        if (node) {
          const project: Project = {
            id: Number(node.id.split('/').pop()),
            path: node.fullPath,
            url: node.webUrl,
            createdAt: node.createdAt,
            defaultBranch: node.repository?.rootRef ?? undefined,
            isArchived: node.archived ?? false,
            isEmpty: node.repository?.empty ?? false,
            ciConfigPath: node.ciConfigPathOrDefault ?? undefined,
            lastActivityAt: node.lastActivityAt,
            pipelineUpdates: (node.pipelines?.nodes ?? []).flatMap(
              ({ updatedAt }) => updatedAt ?? [],
            ),
          };
          found.set(
            part === paths ? project.path.toLowerCase() : String(project.id),
            project,
          );
        }
      }
    } catch (error) {
      // A host that is too old for this question is asked project by project.
      if (!(error instanceof GitlabNotFoundError)) {
        throw error;
      }
      session.context.logger.debug('GitLab refuses the joint question', {
        host: session.client.host,
        words: error.message,
      });
    }
  }
  return found;
}

/** Follows a project that moved, which the joint question does not. */
async function readProject(session: Session, target: Target): Promise<Project> {
  const project = await session.client.get(
    '/projects/:id',
    { id: target.path },
    projectSchema,
  );
  return {
    id: project.id,
    path: project.path_with_namespace,
    url: project.web_url,
    createdAt: project.created_at,
    defaultBranch: project.default_branch ?? undefined,
    isArchived: project.archived ?? false,
    isEmpty: project.empty_repo ?? false,
    ciConfigPath: project.ci_config_path || undefined,
    lastActivityAt: project.last_activity_at,
    // What the joint question would show is not known: it is read each time.
    pipelineUpdates: [session.context.now().toISOString()],
  };
}

/** The projects that are not read, each with its own visible word. */
function settle(
  { target, project, state }: Job,
  since: string,
): CollectedItem[] | undefined {
  if (project.isArchived) {
    return statusOf(target, {
      state: 'archived',
      message: `'${project.path}' is archived. What was read stays; nothing more is read.`,
    });
  }
  if (project.isEmpty) {
    const record = toProvisioning(target, project, state);
    return [
      ...(project.createdAt >= since
        ? target.entities.map(({ entityRef }) => ({
            kind: 'record' as const,
            entityRef,
            item: {
              type: 'provisioning' as const,
              record: { ...record, entityRef },
            },
          }))
        : []),
      ...statusOf(target, {
        state: 'empty',
        message: `'${project.path}' is empty: nothing was pushed yet.`,
        reach: ['deployments', 'gates', 'pipelines', 'provisionings'],
      }),
    ];
  }
  return undefined;
}

/** What to know of a project that has moved. @internal */
export function movedNotice({ target, project }: Job): string[] {
  return isNumber(target) || project.path.toLowerCase() === target.path
    ? []
    : [
        `The project is now '${project.path}'. Change the annotation '${SLUG_ANNOTATION}' to it.`,
      ];
}

/** Equal for two looks between which nothing happened, but for pipelines. @internal */
export function markerOf({ path, defaultBranch, lastActivityAt }: Project) {
  return [path, defaultBranch, lastActivityAt].join(' ');
}

/** The window for the next look: a little back for a project without pipelines, since clocks differ. @internal */
export function seenOf(job: Job, now: Date): string {
  const seen = [
    ...job.project.pipelineUpdates,
    ...(job.state.seenAt ? [job.state.seenAt] : []),
  ].sort();
  return (
    seen[seen.length - 1] ?? new Date(now.getTime() - HOUR_MS).toISOString()
  );
}

/** @internal */
export function areGatesDue({ state }: Job, now: Date): boolean {
  return (
    !state.gatesAt ||
    now.getTime() - Date.parse(state.gatesAt) >= GATES_EVERY_MS
  );
}

function hasChanged(job: Job, session: Session): boolean {
  const { state, project, target } = job;
  return (
    !state.isBackfilled ||
    state.isExternal ||
    session.events.has(target.key) ||
    areGatesDue(job, session.context.now()) ||
    state.marker !== markerOf(project) ||
    project.pipelineUpdates.some(at => !state.seenAt || at > state.seenAt)
  );
}
