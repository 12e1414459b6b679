// SPDX-License-Identifier: Apache-2.0
import { toError } from '@backstage/errors';
import { ProviderPermissionError } from '@delivery-maturity/backstage-plugin-maturity-node';
import { hasGreenBuild, isYoung } from '../provisioning/provisioning';
import { OPEN_DEPLOYMENTS } from '../client/queries';
import { openDeploymentSchema, Probe } from '../client/schema';
import { isHostDown, Job, Session } from '../Session';
import { TargetState } from './state';
import { Target } from '../targets';
import { isUnaskedDue } from '../deployments/unasked';
import { haveRunsChanged } from '../deployments/runDeployments';

const IDS_PER_QUERY = 100;
/** Protection rules carry no date, so they are read again after this time even where nothing else changed. */
const GATES_EVERY_MS = 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** Another one has every repository read once more, as where more is told of what can be told. */
const MARKER_VERSION = 'v2';

/** Equal for two looks between which nothing happened. @internal */
export function markerOf(probe: Probe, target: Target): string {
  const { deployments, releases, defaultBranchRef, pushedAt } = probe;
  const newest = deployments?.nodes[0];
  const release = releases?.nodes[0];
  const byRule = {
    deployments: [
      deployments?.totalCount,
      newest?.id,
      newest?.latestStatus?.id,
    ],
    'workflow-runs': [],
    releases: [releases?.totalCount, release?.tagName, release?.publishedAt],
    tags: [pushedAt],
  }[target.rule.recognize];
  return [
    MARKER_VERSION,
    probe.nameWithOwner,
    defaultBranchRef?.name,
    defaultBranchRef?.target?.oid,
    ...byRule,
  ].join(' ');
}

/** Whether it changed, or why nobody knows: one repository must not stop its neighbors. @internal */
export async function look(
  job: Job,
  session: Session,
): Promise<boolean | Error> {
  try {
    return await hasChanged(job, session);
  } catch (error) {
    if (session.context.signal.aborted || isHostDown(session, error)) {
      throw error;
    }
    // A whole read says what is missing; where it was said, it is asked for again once a day.
    return error instanceof ProviderPermissionError
      ? !job.state.incomplete
      : toError(error);
  }
}

async function hasChanged(job: Job, session: Session): Promise<boolean> {
  const { state, probe, target } = job;
  if (state.backfill || state.marker !== markerOf(probe, target)) {
    return true;
  }
  // What was refused may be granted by now, and only a whole read tells whether apps still decide.
  const isWholeReadDue =
    state.incomplete || Object.keys(state.custom).length > 0;
  if (isWholeReadDue && areGatesDue(job, session)) {
    return true;
  }
  if (await isGreenByNow(job, session)) {
    return true;
  }
  if (target.rule.recognize !== 'workflow-runs') {
    return false;
  }
  const haveChanged = await haveRunsChanged(session.client, target, {
    since: runsSince(state, session.since),
    etag: state.runsEtag,
  });
  return haveChanged || isUnaskedDue(job, session);
}

/** Protection rules are looked at once a day. @internal */
export function areGatesDue({ state, probe }: Job, session: Session): boolean {
  return !probe.isArchived && elapsed(state.gatesAt, session) >= GATES_EVERY_MS;
}

/** A green run changes nothing that a look shows; new repositories are asked for their first one. */
async function isGreenByNow(
  { state, probe, target }: Job,
  { client, context, since }: Session,
): Promise<boolean> {
  const { createdAt } = probe;
  const isAwaited =
    !state.firstGreenBuildAt &&
    !state.incomplete &&
    !probe.isArchived &&
    isYoung(createdAt, context.now()) &&
    new Date(createdAt).toISOString() >= since;
  const etag = state.greenEtag;
  return (
    isAwaited && (await hasGreenBuild(client, target, { createdAt, etag }))
  );
}

function elapsed(instant: string | undefined, session: Session): number {
  return session.context.now().getTime() - Date.parse(instant ?? '1970-01-01');
}

/** Where the list of runs begins: a whole day, so that the question stays the same and can be asked conditionally. @internal */
export function runsSince(
  state: Pick<TargetState, 'top' | 'open'>,
  since: string,
): string {
  if (!state.top) {
    return since;
  }
  const oldestOpen = state.open
    .flatMap(({ requestedAt }) => requestedAt ?? [])
    .sort()[0];
  const from = Math.min(
    Date.parse(state.top) - 2 * DAY_MS,
    oldestOpen ? Date.parse(oldestOpen) : Infinity,
  );
  return new Date(Math.floor(from / DAY_MS) * DAY_MS).toISOString();
}

/** The jobs of which a deployment, or a run, that had not ended has moved on. @internal */
export async function findMoved(
  session: Session,
  jobs: Job[],
): Promise<Set<Job>> {
  const open = jobs.flatMap(job =>
    job.state.open.map(({ id, status }) => ({ job, id, status })),
  );
  const moved = new Set<Job>();
  for (let from = 0; from < open.length; from += IDS_PER_QUERY) {
    const part = open.slice(from, from + IDS_PER_QUERY);
    const { data } = await session.client.graphql(OPEN_DEPLOYMENTS, {
      ids: part.map(({ id }) => id),
    });
    const nodes = data.nodes as unknown[] | undefined;
    for (const [index, { job, status }] of part.entries()) {
      const node = openDeploymentSchema.nullish().safeParse(nodes?.[index]);
      const { latestStatus, updatedAt } = node.data ?? {};
      const changedAt = updatedAt && new Date(updatedAt).toISOString();
      if ((latestStatus?.id ?? changedAt ?? undefined) !== status) {
        moved.add(job);
      }
    }
  }
  return moved;
}
