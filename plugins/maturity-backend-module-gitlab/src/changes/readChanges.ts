// SPDX-License-Identifier: Apache-2.0
import { resolveTier } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CommitGraph,
  CommitNode,
  pairWithPrevious,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  attributeCommits,
  ChangeFields,
  ComparedRange,
  toChangeFields,
} from './changes';
import { Listing, readOwnCommits } from './readOwnCommits';
import {
  CommitFields,
  commitSchema,
  comparisonSchema,
  MergeRequest,
  mergeRequestSchema,
} from '../client/schema';
import { Job, readPart, Session } from '../Session';
import { Deployed } from '../poll/state';

/** With fewer different steps than this, comparing them costs less than reading the history. */
const COMPARED_ONE_BY_ONE = 2;
/** 3,000 commits; deployments beyond are compared one by one. */
const MAX_HISTORY_PAGES = 30;
/** 2,000 merge requests. */
const MAX_REQUEST_PAGES = 20;
/** Branches begin before what they lead to; what began earlier than this is compared. */
const MARGIN_MS = 14 * 24 * 3_600_000;

/** Where a comparison begins is known by its revision only. */
type Node = CommitNode & { fields?: CommitFields };

/** What lies behind each deployment, and where its commits were found. */
interface FoundRanges {
  ranges: Map<string, ComparedRange>;
  listings: Listing[];
  /** Commits that the listings show. */
  listed: ReadonlySet<string>;
}

/** The changes of deployments for each entity, and of how many they are lost. @internal */
export interface FoundChanges {
  fields: Map<string, (entityRef: string) => ChangeFields>;
  lost: number;
}

/**
 * The changes of each deployment that is asked for, relative to the succeeded one before it in its environment. The
 * first known one of an environment has none; preview environments are left out, since nothing is measured there.
 *
 * @internal
 */
export async function readChanges(
  session: Session,
  job: Job,
  known: Deployed[],
  wanted: Set<string>,
): Promise<FoundChanges> {
  const pairs = pairWithPrevious(known).flatMap(({ deployment, previous }) =>
    wanted.has(deployment.id) &&
    deployment.revision &&
    previous?.revision &&
    resolveTier(deployment.environment, deployment.tier) !== 'development'
      ? [{ deployment, previous }]
      : [],
  );
  if (pairs.length === 0) {
    return { fields: new Map(), lost: 0 };
  }
  const found = await readPart(job, 'commits', async () => {
    const read = await readRanges(session, job, pairs);
    return { ...read, own: await readOwnCommits(session, job, read) };
  });
  if (!found) {
    return { fields: new Map(), lost: 0 };
  }
  const { ranges, own } = found;
  const commits = new Map(
    [...ranges.values()].flatMap(range =>
      range.known
        ? range.commits.map(commit => [commit.id, commit] as const)
        : [],
    ),
  );
  const until = known.flatMap(({ finishedAt }) => finishedAt ?? []).sort();
  const requests =
    commits.size === 0
      ? []
      : (await readPart(job, 'mergeRequests', () =>
          readRequests(session, job, [...commits.values()], until.pop()),
        )) ?? [];
  const owner = attributeCommits([...commits.values()], requests);
  const fields: FoundChanges['fields'] = new Map();
  let lost = 0;
  for (const [id, range] of ranges) {
    if (range.known) {
      fields.set(id, entityRef =>
        toChangeFields(
          range,
          owner,
          session.options.hotfix,
          own.get(entityRef),
        ),
      );
    } else {
      lost += 1;
    }
  }
  return { fields, lost };
}

async function readRanges(
  session: Session,
  job: Job,
  pairs: { deployment: Deployed; previous: Deployed }[],
): Promise<FoundRanges> {
  const moving = pairs.filter(
    ({ deployment, previous }) => deployment.revision !== previous.revision,
  );
  const steps = new Set(
    moving.map(
      ({ deployment, previous }) =>
        `${previous.revision}..${deployment.revision}`,
    ),
  );
  const isFew = steps.size <= COMPARED_ONE_BY_ONE;
  const listings = isFew
    ? [...steps].map(refName => ({ refName }))
    : [historyOf(job, moving)];
  const history = isFew ? [] : await readHistory(session, job, listings[0]);
  let graph = new CommitGraph<Node>(history);
  const ranges = new Map<string, ComparedRange>();
  for (const { deployment, previous } of isFew ? longestFirst(pairs) : pairs) {
    const from = previous.revision!;
    const to = deployment.revision!;
    const local = graph.between(from, to);
    if (local.known) {
      const commits = local.commits.flatMap(({ fields }) => fields ?? []);
      ranges.set(deployment.id, {
        known: true,
        rollback: local.rollback,
        commits,
      });
      continue;
    }
    const range = await compare(session, job, { from, to });
    ranges.set(deployment.id, range);
    if (isFew && range.known) {
      graph = new CommitGraph([
        { revision: from, parents: [] },
        ...range.commits.map(toNode),
      ]);
    }
  }
  const compared = [...ranges.values()].flatMap(range =>
    range.known ? range.commits.map(({ id }) => id) : [],
  );
  const listed = isFew ? compared : history.map(({ revision }) => revision);
  return { ranges, listings, listed: new Set(listed) };
}

/** What goes from one stage to the next takes much the same step in each, and the longest answers for all. */
function longestFirst<T extends { previous: Deployed }>(pairs: T[]): T[] {
  return [...pairs].sort((a, b) =>
    a.previous.committedAt < b.previous.committedAt ? -1 : 1,
  );
}

function toNode(fields: CommitFields): Node {
  return { revision: fields.id, parents: fields.parent_ids ?? [], fields };
}

/** One read of the default branch answers for all deployments on it. */
function historyOf(
  { project }: Job,
  pairs: { deployment: Deployed; previous: Deployed }[],
): Listing {
  const dates = pairs
    .flatMap(({ deployment, previous }) => [deployment, previous])
    .map(({ committedAt }) => Date.parse(committedAt));
  return {
    refName: project.defaultBranch,
    since: new Date(Math.min(...dates) - MARGIN_MS).toISOString(),
    until: new Date(Math.max(...dates) + 1000).toISOString(),
  };
}

async function readHistory(
  session: Session,
  job: Job,
  listing: Listing,
): Promise<Node[]> {
  const items = await session.client.listIfAny(
    commitSchema,
    MAX_HISTORY_PAGES,
    (api, pages) => api.Commits.all(job.project.id, { ...listing, ...pages }),
  );
  return items.map(toNode);
}

/** Where a revision is gone, because the history was rewritten, nothing can be said. */
async function compare(
  session: Session,
  job: Job,
  { from, to }: { from: string; to: string },
): Promise<ComparedRange> {
  const answer = await session.client.readIfAny(comparisonSchema, api =>
    api.Repositories.compare(job.project.id, from, to),
  );
  if (!answer) {
    return { known: false };
  }
  const commits = answer.commits ?? [];
  // Nothing new in another revision: it lies behind.
  return { known: true, commits, rollback: commits.length === 0 };
}

/** Merge requests that can have brought the commits: merged after the first of them, made before the last deployment. */
async function readRequests(
  session: Session,
  job: Job,
  commits: CommitFields[],
  until: string | undefined,
): Promise<MergeRequest[]> {
  const [earliest] = commits
    .map(commit => commit.committed_date ?? commit.created_at)
    .sort();
  return session.client.listIfAny(
    mergeRequestSchema,
    MAX_REQUEST_PAGES,
    (api, pages) =>
      api.MergeRequests.all({
        projectId: job.project.id,
        state: 'merged',
        scope: 'all',
        orderBy: 'updated_at',
        sort: 'asc',
        updatedAfter: earliest,
        createdBefore: until,
        ...pages,
      }),
  );
}
