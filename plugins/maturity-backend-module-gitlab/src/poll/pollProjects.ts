// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  ProviderNotFoundError,
  ProviderPermissionError,
  readersOf,
  statusOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { lookupEnvironments } from './lookupEnvironments';
import {
  EVERY_LOOK,
  followProject,
  lookupProjects,
  nameOf,
} from './lookupProjects';
import { toProvisioning } from '../provisioning/provisioning';
import {
  archivedOf,
  failureOf,
  isMoved,
  Job,
  Project,
  Remembered,
  Session,
  successOf,
} from '../Session';
import {
  areDeploymentsShown,
  pollFingerprint,
  mayHaveDeployed,
  mayHaveTags,
  movedPipelines,
} from './pollFingerprint';
import { reachOf } from '../reachOf';
import { resumeState } from './state';
import { isNumber, SLUG_ANNOTATION, Target } from '../targets';

const DAY_MS = 24 * 3_600_000;
/** Protected environments, and jobs that come from elsewhere, carry no date, so they are read again after this time. */
const GATES_EVERY_MS = DAY_MS;
/** Where nothing moves, nobody passes a gate. Six requests a week are 1/100 of one at each look. */
const QUIET_GATES_EVERY_MS = 7 * DAY_MS;
/** What a restart forgot of events no look shows; with the gates it costs hardly anything. */
const QUIET_READ_EVERY_MS = QUIET_GATES_EVERY_MS;
/** Where the host does not show environments, deployments that no pipeline made are found this late at most. */
const BLIND_READ_EVERY_MS = 2 * DAY_MS;
/** A project may have moved meanwhile, which a look at many does not show. */
const ABSENT_MS = DAY_MS;

/** What a look at many projects brought: what to say at once, and which of them to read. @internal */
export interface ProjectsPoll {
  items: CollectedItem[];
  changed: Job[];
}

/** Those that were looked at at about the same time come together, so that the window of one serves all. @internal */
export async function inOrderOfLooks(
  session: Session,
  targets: Target[],
): Promise<Target[]> {
  const keyed: { target: Target; key: string }[] = [];
  for (const target of targets) {
    const at =
      session.looked.get(target.key) ?? (await stateOf(session, target)).seenAt;
    keyed.push({ target, key: `${isNumber(target) ? 1 : 0} ${at ?? ''}` });
  }
  return keyed
    .sort((a, b) => compare(a.key, b.key))
    .map(({ target }) => target);
}

/** What is remembered of some targets; of all at a time it would not fit into memory. @internal */
export async function remember(
  session: Session,
  targets: Target[],
): Promise<Remembered[]> {
  const remembered: Remembered[] = [];
  for (const target of targets) {
    remembered.push({ target, state: await stateOf(session, target) });
  }
  return remembered;
}

async function stateOf({ context, since }: Session, target: Target) {
  return resumeState(await context.readWatermark(target.key), {
    readers: readersOf(target.entities),
    since,
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Looks at many projects in two requests and finds out which of them changed. @internal */
export async function pollProjects(
  session: Session,
  batch: Remembered[],
): Promise<ProjectsPoll> {
  const found = await lookupProjects(session, batch);
  const items: CollectedItem[] = [];
  const jobs: Job[] = [];
  for (const one of batch) {
    const { target, state } = one;
    const project =
      found.get(nameOf(one)) ?? (await findMoved(session, target));
    if (Array.isArray(project)) {
      items.push(...project);
      continue;
    }
    const job: Job = {
      target,
      state,
      project,
      askedTiers: new Set(),
      known: { jobs: new Map() },
    };
    const settled = settle(job, session.since);
    items.push(...(settled ?? []));
    if (!settled) {
      jobs.push(job);
    }
  }
  await lookupEnvironments(
    session,
    jobs.filter(({ target }) => target.rule.recognize === 'deployments'),
  );
  const changed = jobs.filter(job => hasChanged(job, session));
  for (const job of jobs) {
    if (!changed.includes(job)) {
      items.push(...successOf(job));
    }
  }
  return { items, changed };
}

/** A project that the look at many does not show, or what to say of it. */
async function findMoved(
  session: Session,
  target: Target,
): Promise<Project | CollectedItem[]> {
  const said = absentOf(session, target);
  if (said) {
    return said;
  }
  try {
    const project = await followProject(session, target);
    session.absent.delete(target.key);
    return project;
  } catch (error) {
    if (
      !(error instanceof ProviderNotFoundError) &&
      !(error instanceof ProviderPermissionError)
    ) {
      throw error;
    }
    const items = failureOf(target, error);
    session.absent.set(target.key, {
      at: session.context.now().getTime(),
      items,
    });
    return items;
  }
}

/** What is not there does not come back by being asked for each time; where it does, the look shows it. */
function absentOf(
  { absent, context, events, refused }: Session,
  target: Target,
): CollectedItem[] | undefined {
  const known = absent.get(target.key);
  const isFresh = known && context.now().getTime() - known.at < ABSENT_MS;
  return isFresh && !events.has(target.key) && !refused.has(EVERY_LOOK)
    ? known.items
    : undefined;
}

/** The projects that are not read, each with its own visible word. */
function settle(
  { target, project, state }: Job,
  since: string,
): CollectedItem[] | undefined {
  if (project.isArchived && state.isBackfilled) {
    return archivedOf({ target, project, state });
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
        reach: reachOf({ target, state }),
      }),
    ];
  }
  return undefined;
}

/** What to know of a project that has moved. @internal */
export function movedNotice(job: Job): string[] {
  return isMoved(job)
    ? [
        `The project is now '${job.project.path}'. Change the annotation '${SLUG_ANNOTATION}' to it.`,
      ]
    : [];
}

/** @internal */
export function areGatesDue(job: Job, session: Session): boolean {
  const { gatesAt, hasApprovals, missing } = job.state;
  if (hasApprovals === undefined && !missing.protectedEnvironments) {
    return true;
  }
  // Who was told what to grant wants to see that it helped.
  const isQuiet = !hasMoved(job, session) && Object.keys(missing).length === 0;
  return isOlder(
    gatesAt,
    isQuiet ? QUIET_GATES_EVERY_MS : GATES_EVERY_MS,
    session,
  );
}

function isOlder(
  at: string | undefined,
  age: number,
  { context }: Session,
): boolean {
  return !at || context.now().getTime() - Date.parse(at) >= age;
}

/** Whether a look, or an event, shows that something happened. */
function hasMoved(job: Job, { events }: Session): boolean {
  const { state, target } = job;
  return (
    !state.isBackfilled ||
    events.has(target.key) ||
    state.marker !== pollFingerprint(job) ||
    mayHaveTags(job) ||
    mayHaveDeployed(job) ||
    movedPipelines(job).length > 0
  );
}

function hasChanged(job: Job, session: Session): boolean {
  const isQuiet =
    areDeploymentsShown(job) && Object.keys(job.state.missing).length === 0;
  return (
    hasMoved(job, session) ||
    isOlder(
      job.state.readAt,
      isQuiet ? QUIET_READ_EVERY_MS : BLIND_READ_EVERY_MS,
      session,
    )
  );
}
