// SPDX-License-Identifier: Apache-2.0
import {
  CommitGraph,
  HotfixMarks,
  ProviderNotFoundError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Commit, ComparedRange, toCommit } from './changes';
import { GithubClient } from '../client/GithubClient';
import { inHalves } from '../client/inHalves';
import { PageSize } from '../client/PageSize';
import { missingOf } from '../client/permissions';
import {
  commitsById,
  history,
  historyFrom,
  repositoriesQuery,
} from '../client/queries';
import {
  CommitFields,
  commitSchema,
  comparisonSchema,
  historyPageSchema,
  historySchema,
} from '../client/schema';
import { Target } from '../targets';

const PER_PAGE = 100;
/** Of few deployments 5,000 commits are read; what lies beyond is compared, at about this many requests each. */
const MIN_HISTORY_PAGES = 50;
const REQUESTS_PER_COMPARISON = 2;
/** Branches besides the default one that are read before deployments on them are compared one by one. */
const MAX_BRANCHES = 20;
const MAX_COMPARE_PAGES = 10;
const COMMITS_PER_QUERY = 50;
/** Branches begin before what they lead to; what began earlier than this is compared. */
const MARGIN_MS = 30 * 24 * 3_600_000;

/** How much of a repository's history is needed. @internal */
export interface HistoryNeed {
  target: Target;
  /** Revisions and when they were committed. */
  revisions: { revision: string; committedAt: string }[];
}

/** What was read of a repository's history. @internal */
export interface History {
  graph: CommitGraph<Commit>;
  onDefaultBranch: ReadonlySet<string>;
  /** By field: the host's words about what may not be read. */
  missing: Map<string, string>;
}

/** Reading on costs less than comparing the deployments that it would answer for. */
function maxCommits({ revisions }: HistoryNeed): number {
  return (
    PER_PAGE *
    Math.max(MIN_HISTORY_PAGES, revisions.length * REQUESTS_PER_COMPARISON)
  );
}

/** How far back the history is needed. @internal */
export function sinceOf({ revisions }: HistoryNeed): string {
  const earliest = Math.min(
    ...revisions.map(({ committedAt }) => Date.parse(committedAt)),
  );
  return new Date(earliest - MARGIN_MS).toISOString();
}

/** Reads the default branches of many repositories, the first page of each in one query. @internal */
export async function readHistories(
  client: GithubClient,
  needs: HistoryNeed[],
  marks: HotfixMarks,
): Promise<History[]> {
  const askFor = (first: number) => {
    const { query, variables } = repositoriesQuery(
      'Histories',
      needs.map(need => ({
        owner: need.target.owner,
        name: need.target.name,
        selection: history(sinceOf(need), undefined, first),
      })),
    );
    return client.graphqlWhole(query, variables);
  };
  const size = new PageSize();
  // Many are asked about one by one before their pages get smaller.
  const { data, problems } =
    needs.length === 1 ? await size.ask(askFor) : await askFor(size.first);
  const histories: History[] = [];
  for (const [index, need] of needs.entries()) {
    const commits: CommitFields[] = [];
    let page = historySchema.nullish().parse(data[`r${index}`])
      ?.defaultBranchRef?.target?.history;
    const ownSize = new PageSize(size.first);
    while (page) {
      commits.push(...page.nodes);
      const after = page.pageInfo.endCursor ?? undefined;
      if (
        !page.pageInfo.hasNextPage ||
        !after ||
        commits.length >= maxCommits(need)
      ) {
        break;
      }
      const answer = await ownSize.ask(first => {
        const next = repositoriesQuery('Histories', [
          {
            owner: need.target.owner,
            name: need.target.name,
            selection: history(sinceOf(need), after, first),
          },
        ]);
        return client.graphqlWhole(next.query, next.variables);
      });
      page = historySchema.nullish().parse(answer.data.r0)?.defaultBranchRef
        ?.target?.history;
    }
    histories.push({
      onDefaultBranch: new Set(commits.map(({ oid }) => oid)),
      graph: await addBranches(client, need, commits, marks, ownSize),
      missing: missingOf(
        problems.filter(({ path }) => path?.[0] === `r${index}`),
      ),
    });
  }
  return histories;
}

/** Deployments from release branches, or from before a force-push: their history is read from the revision itself. */
async function addBranches(
  client: GithubClient,
  need: HistoryNeed,
  commits: CommitFields[],
  marks: HotfixMarks,
  size: PageSize,
): Promise<CommitGraph<Commit>> {
  const known = new Set(commits.map(({ oid }) => oid));
  const newestFirst = [...need.revisions].sort((a, b) =>
    a.committedAt < b.committedAt ? 1 : -1,
  );
  let branches = 0;
  for (const { revision } of newestFirst) {
    if (known.has(revision) || branches >= MAX_BRANCHES) {
      continue;
    }
    branches += 1;
    const { data } = await size.ask(first => {
      const { query, variables } = repositoriesQuery('Branch', [
        {
          owner: need.target.owner,
          name: need.target.name,
          selection: historyFrom(revision, sinceOf(need), first),
        },
      ]);
      return client.graphqlWhole(query, variables);
    });
    const page = historyPageSchema.nullish().parse(data.r0)?.branch?.history;
    for (const commit of page?.nodes ?? []) {
      if (!known.has(commit.oid)) {
        known.add(commit.oid);
        commits.push(commit);
      }
    }
  }
  return new CommitGraph(commits.map(fields => toCommit(fields, marks)));
}

/**
 * Asks GitHub what lies between two revisions. Where they have no common ancestor any more, because the history was
 * rewritten, nothing can be said.
 *
 * @internal
 */
export async function compareRevisions(
  client: GithubClient,
  target: Target,
  range: { base: string; head: string },
  marks: HotfixMarks,
): Promise<ComparedRange> {
  try {
    return await readComparison(client, target, range, marks);
  } catch (error) {
    if (error instanceof ProviderNotFoundError) {
      return { known: false };
    }
    throw error;
  }
}

async function readComparison(
  client: GithubClient,
  target: Target,
  { base, head }: { base: string; head: string },
  marks: HotfixMarks,
): Promise<ComparedRange> {
  const readPage = async (page: number) => {
    const answer = await client.get(
      '/repos/{owner}/{repo}/compare/{basehead}',
      {
        owner: target.owner,
        repo: target.name,
        basehead: `${base}...${head}`,
        per_page: PER_PAGE,
        page,
      },
      comparisonSchema,
    );
    return answer.status === 'ok' ? answer.data : undefined;
  };
  const first = await readPage(1);
  if (!first) {
    return { known: false };
  }
  const total = first.total_commits;
  const pages = Math.ceil(total / PER_PAGE);
  // Pages run from the oldest commit to the newest; of too many, the newest are kept.
  const start = Math.max(pages - MAX_COMPARE_PAGES + 1, 1);
  const revisions: string[] = [];
  for (let page = start; page <= pages; page++) {
    const answer = page === 1 ? first : await readPage(page);
    revisions.push(...(answer?.commits ?? []).map(({ sha }) => sha));
  }
  return {
    known: true,
    commits: await readCommits(client, target, revisions, marks),
    rollback: first.status === 'behind',
    total,
  };
}

async function readCommits(
  client: GithubClient,
  target: Target,
  revisions: string[],
  marks: HotfixMarks,
): Promise<Commit[]> {
  const commits: Commit[] = [];
  for (let from = 0; from < revisions.length; from += COMMITS_PER_QUERY) {
    const found = await inHalves(
      revisions.slice(from, from + COMMITS_PER_QUERY),
      async part => {
        const { query, variables } = repositoriesQuery('Commits', [
          {
            owner: target.owner,
            name: target.name,
            selection: commitsById(part),
          },
        ]);
        const { data } = await client.graphqlWhole(query, variables);
        const answer = (data.r0 ?? {}) as Record<string, unknown>;
        return part.map((_, index) =>
          commitSchema.nullish().parse(answer[`c${index}`]),
        );
      },
    );
    for (const fields of found) {
      if (fields) {
        commits.push(toCommit(fields, marks));
      }
    }
  }
  return commits;
}
