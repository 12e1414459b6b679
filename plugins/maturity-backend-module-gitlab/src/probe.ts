// SPDX-License-Identifier: Apache-2.0
import {
  chunk,
  CollectedItem,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GitlabNotFoundError, GitlabPermissionError } from './client/errors';
import { toProvisioning } from './provisioning';
import { ProbedProject, probeAnswerSchema, projectSchema } from './schema';
import { failureOf, Job, Project, Session, successOf } from './Session';
import { parseState, TargetState } from './state';
import { SLUG_ANNOTATION, statusOf, Target } from './targets';

/** Protected environments and manual jobs carry no date, so they are read again after this time in any case. */
const GATES_EVERY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** The host's clock may be behind ours. */
const CLOCK_MARGIN_MS = HOUR_MS;
/** Pipelines of a project that one look shows. */
const PIPELINES = 20;

/** GitLab takes as many paths for one list; a question may ask for several lists. */
const PATHS_TOGETHER = 50;
/** A list has a complexity of about 30, and GitLab allows 250. @internal */
export const PROBED_TOGETHER = 4 * PATHS_TOGETHER;
const QUESTION = 'probe';

/**
 * A deployment is a job of a pipeline, and a job that moves touches its pipeline, also one that is old: that tells
 * what REST would need a request per project for.
 */
const LOOK = `fragment Look on ProjectConnection {
  nodes {
    id fullPath webUrl createdAt archived lastActivityAt ciConfigPathOrDefault
    repository { rootRef empty }
    pipelines(first: ${PIPELINES}, updatedAfter: $after) { nodes { iid updatedAt } }
    releases(first: 5) @include(if: $releases) { nodes { tagName releasedAt } }
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

/** Looks at many projects in one request and finds out which of them changed. @internal */
export async function probeTargets(
  session: Session,
  batch: Remembered[],
): Promise<ProbeResult> {
  const found = await lookAt(session, batch);
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
    const job: Job = {
      target,
      state,
      project,
      askedTiers: new Set(),
      known: { jobs: new Map() },
    };
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

/** What is asked of all projects alike. */
interface Look {
  /** From when on pipelines can be news for any of them. */
  after: string | undefined;
  /** Whether a release is a deployment for any of them. */
  releases: boolean;
}

/** Projects by what they are asked by: their path, or their number. */
interface Part {
  argument: 'fullPaths' | 'ids';
  names: string[];
}

async function lookAt(
  session: Session,
  batch: Remembered[],
): Promise<Map<string, Project>> {
  const startedAt = session.context.now().getTime();
  const named = (isAsked: (target: Target) => boolean) =>
    batch.flatMap(({ target }) => (isAsked(target) ? [target.path] : []));
  const parts: Part[] = [
    ...chunk(
      named(target => !isNumber(target)),
      PATHS_TOGETHER,
    ).map(names => ({ argument: 'fullPaths' as const, names })),
    ...chunk(named(isNumber), PATHS_TOGETHER).map(names => ({
      argument: 'ids' as const,
      names: names.map(number => `gid://gitlab/Project/${number}`),
    })),
  ];
  const found = await lookTogether(session, parts, {
    after: windowOf(session, batch),
    releases: batch.some(({ target }) => target.rule.recognize === 'releases'),
  });
  for (const { target } of batch) {
    session.looked.set(
      target.key,
      new Date(startedAt - CLOCK_MARGIN_MS).toISOString(),
    );
  }
  return new Map(
    found.flatMap(project => [
      [project.path.toLowerCase(), project] as const,
      [String(project.id), project] as const,
    ]),
  );
}

function windowOf(session: Session, batch: Remembered[]): string | undefined {
  return batch
    .flatMap(({ target, state }) => {
      const looked = session.looked.get(target.key);
      return (
        [state.seenAt, looked]
          .flatMap(at => at ?? [])
          .sort()
          .pop() ?? []
      );
    })
    .sort()[0];
}

/** What a host refuses to answer at once is asked list by list, and where that is refused too, project by project. */
async function lookTogether(
  session: Session,
  parts: Part[],
  look: Look,
): Promise<Project[]> {
  const { after, releases } = look;
  if (parts.length > 1 && session.refused.has(QUESTION)) {
    const found: Project[] = [];
    for (const part of parts) {
      found.push(...(await lookTogether(session, [part], look)));
    }
    return found;
  }
  if (parts.length === 0) {
    return [];
  }
  const declared = parts.map(
    ({ argument }, index) =>
      `$n${index}: ${argument === 'ids' ? '[ID!]' : '[String!]'}`,
  );
  const lists = parts.map(
    ({ argument }, index) =>
      `  n${index}: projects(${argument}: $n${index}, first: ${PATHS_TOGETHER}) { ...Look }`,
  );
  const query = `query Probe($after: Time, $releases: Boolean!, ${declared.join(
    ', ',
  )}) {\n${lists.join('\n')}\n}\n${LOOK}`;
  try {
    const answer = await session.client.graphql(
      query,
      // What is not said is left out: GitLab would take null for a filter of its own.
      {
        ...(after && { after }),
        releases,
        ...Object.fromEntries(
          parts.map(({ names }, index) => [`n${index}`, names]),
        ),
      },
      probeAnswerSchema,
    );
    return Object.values(answer).flatMap(list =>
      (list?.nodes ?? []).flatMap(node => (node ? [toProject(node)] : [])),
    );
  } catch (error) {
    if (!(error instanceof GitlabNotFoundError)) {
      throw error;
    }
    session.context.logger.debug('GitLab refuses the joint question', {
      host: session.client.host,
      words: error.message,
    });
    if (parts.length === 1) {
      return [];
    }
    session.refused.add(QUESTION);
    return lookTogether(session, parts, look);
  }
}

function toProject(node: ProbedProject): Project {
  return {
    id: Number(node.id.split('/').pop()),
    path: node.fullPath,
    url: node.webUrl,
    createdAt: node.createdAt,
    defaultBranch: node.repository?.rootRef ?? undefined,
    isArchived: node.archived ?? false,
    isEmpty: node.repository?.empty ?? false,
    ciConfigPath: node.ciConfigPathOrDefault ?? undefined,
    lastActivityAt: node.lastActivityAt,
    pipelines: (node.pipelines?.nodes ?? []).flatMap(({ iid, updatedAt }) =>
      updatedAt ? [{ iid, updatedAt }] : [],
    ),
    newestRelease: (node.releases?.nodes ?? [])
      .map(({ tagName, releasedAt }) => `${tagName} ${releasedAt}`)
      .join(),
  };
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
    pipelines: [{ updatedAt: session.context.now().toISOString() }],
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
export function markerOf({ project, target }: Job) {
  const { path, defaultBranch, lastActivityAt, newestRelease } = project;
  return [
    path,
    defaultBranch,
    lastActivityAt,
    // Others are not told of it each time.
    ...(target.rule.recognize === 'releases' ? [newestRelease] : []),
  ].join(' ');
}

/** The window for the next look: a little back for a project without pipelines, since clocks differ. @internal */
export function seenOf(job: Job, now: Date): string {
  const seen = [
    ...job.project.pipelines.map(({ updatedAt }) => updatedAt),
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

/** Pipelines in which something happened since the last read. @internal */
export function movedPipelines({ project, state }: Job) {
  return project.pipelines.filter(
    ({ updatedAt }) => !state.seenAt || updatedAt > state.seenAt,
  );
}

/**
 * A pushed tag is activity, but GitLab notes the time of activity once an hour at most: what came within the hour
 * after is found by one more read after that.
 */
function mayHaveTags({ project, state, target }: Job): boolean {
  const { lastActivityAt } = project;
  return (
    target.rule.recognize === 'tags' &&
    (!lastActivityAt ||
      !state.readAt ||
      Date.parse(state.readAt) <
        Date.parse(lastActivityAt) + HOUR_MS + CLOCK_MARGIN_MS)
  );
}

function hasChanged(job: Job, session: Session): boolean {
  const { state, target } = job;
  return (
    !state.isBackfilled ||
    state.isExternal ||
    session.events.has(target.key) ||
    areGatesDue(job, session.context.now()) ||
    state.marker !== markerOf(job) ||
    mayHaveTags(job) ||
    movedPipelines(job).length > 0
  );
}
