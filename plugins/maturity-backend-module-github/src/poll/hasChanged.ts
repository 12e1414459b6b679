// SPDX-License-Identifier: Apache-2.0
import { toError } from '@backstage/errors';
import {
  isHostDown,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { OPEN_DEPLOYMENTS } from '../client/queries';
import { openDeploymentSchema } from '../client/schema';
import { haveRunsChanged, runsSince } from '../deployments/listRuns';
import { isBackfillDue, withSpare } from '../deployments/runnerWaitBackfill';
import { hasGreenBuild, isYoung } from '../provisioning/firstGreenBuild';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { pollFingerprint } from './pollFingerprint';

const IDS_PER_QUERY = 100;
/** Protection rules carry no date, so they are read again after this time even where nothing else changed. */
const GATES_EVERY_MS = 24 * 3_600_000;

/** Whether a repository changed, or why nobody knows. @internal */
export interface Poll {
  /** With the requests that were set aside for reading it. */
  repository: RepositoryRead;
  isChanged: boolean;
  error?: Error;
}

/** Whether it changed, or why nobody knows: one repository must not stop its neighbors. @internal */
export async function checkForChange(
  repository: RepositoryRead,
  collectRun: GithubRun,
): Promise<Poll> {
  try {
    return await hasChanged(repository, collectRun);
  } catch (error) {
    if (collectRun.context.signal.aborted || isHostDown(collectRun, error)) {
      throw error;
    }
    // A whole read says what is missing; where it was said, it is asked for again once a day.
    return error instanceof ProviderPermissionError
      ? { repository, isChanged: !repository.state.incomplete }
      : { repository, isChanged: false, error: toError(error) };
  }
}

async function hasChanged(
  repository: RepositoryRead,
  collectRun: GithubRun,
): Promise<Poll> {
  const { client, since } = collectRun;
  const { state, probe, target } = repository;
  const isChanged =
    Boolean(state.backfill) ||
    state.marker !== pollFingerprint(probe, target) ||
    isWholeReadDue(repository, collectRun) ||
    (await isGreenByNow(repository, collectRun));
  if (isChanged || target.rule.recognize !== 'workflow-runs') {
    return { repository, isChanged };
  }
  const options = { since: runsSince(state, since), etag: state.runsEtag };
  if (await haveRunsChanged(client, target, options)) {
    return { repository, isChanged: true };
  }
  const withRequests = withSpare(repository, collectRun);
  return {
    repository: withRequests,
    isChanged: isBackfillDue(withRequests, collectRun),
  };
}

/** What was refused may be granted by now, and only a whole read tells whether apps still decide. */
function isWholeReadDue(
  repository: RepositoryRead,
  collectRun: GithubRun,
): boolean {
  const { incomplete, custom } = repository.state;
  return (
    (Boolean(incomplete) || Object.keys(custom).length > 0) &&
    areGatesDue(repository, collectRun)
  );
}

/** Protection rules are looked at once a day. @internal */
export function areGatesDue(
  { state, probe }: RepositoryRead,
  { context }: GithubRun,
): boolean {
  const readAt = Date.parse(state.gatesAt ?? '1970-01-01');
  return (
    !probe.isArchived && context.now().getTime() - readAt >= GATES_EVERY_MS
  );
}

/** A green run changes nothing that a poll shows; new repositories are asked for their first one. */
async function isGreenByNow(
  { state, probe, target }: RepositoryRead,
  { client, context, since }: GithubRun,
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

/** The repositories of which a deployment, or a run, that had not ended has moved on. @internal */
export async function findMoved(
  collectRun: GithubRun,
  repositories: RepositoryRead[],
): Promise<Set<RepositoryRead>> {
  const open = repositories.flatMap(repository =>
    repository.state.open.map(({ id, status }) => ({ repository, id, status })),
  );
  const moved = new Set<RepositoryRead>();
  for (let from = 0; from < open.length; from += IDS_PER_QUERY) {
    const part = open.slice(from, from + IDS_PER_QUERY);
    const { data } = await collectRun.client.graphql(OPEN_DEPLOYMENTS, {
      ids: part.map(({ id }) => id),
    });
    const nodes = data.nodes as unknown[] | undefined;
    for (const [index, { repository, status }] of part.entries()) {
      const node = openDeploymentSchema.nullish().safeParse(nodes?.[index]);
      const { latestStatus, updatedAt } = node.data ?? {};
      const changedAt = updatedAt && new Date(updatedAt).toISOString();
      if ((latestStatus?.id ?? changedAt ?? undefined) !== status) {
        moved.add(repository);
      }
    }
  }
  return moved;
}
