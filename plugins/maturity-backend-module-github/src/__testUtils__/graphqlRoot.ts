// SPDX-License-Identifier: Apache-2.0
import {
  WorldCommit,
  WorldDeployment,
  WorldRepository,
  WorldRun,
} from './world';

interface PageArguments {
  first?: number;
  after?: string | null;
}

/** An error with the `type` that GitHub gives beside its message. */
export class TypedGraphqlError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

function connection<T extends object>(
  items: T[],
  { first = 100, after }: PageArguments,
  idOf: (item: T) => string,
  toNode: (item: T) => unknown,
) {
  const start = after ? items.findIndex(item => idOf(item) === after) + 1 : 0;
  const page = items.slice(start, start + first);
  const last = page[page.length - 1];
  return {
    totalCount: items.length,
    pageInfo: {
      hasNextPage: start + first < items.length,
      hasPreviousPage: start > 0,
      endCursor: last ? idOf(last) : null,
      startCursor: page[0] ? idOf(page[0]) : null,
    },
    nodes: () => page.map(toNode),
  };
}

/** The resolvers of GitHub's schema that the stand-in host needs; all else is undefined. */
export function createRoot(find: {
  repository(owner: string, name: string): WorldRepository | undefined;
  /** Where a run or deployment of this number may be. */
  candidates(number: number): Iterable<WorldRepository>;
}) {
  const byId = (id: string) => {
    // `D_` or `WFR_`, then the number; numbers name their repository where a world is generated.
    const [kind, text] = id.split('_');
    const number = Number(text);
    for (const repo of find.candidates(number)) {
      if (kind === 'D') {
        const found = repo.deployments.find(d => d.id === number);
        if (found) return toDeployment(found, repo);
      } else {
        const found = repo.runs.find(run => run.id === number);
        if (found) return toRun(found, repo);
      }
    }
    return null;
  };
  return {
    repository({ owner, name }: { owner: string; name: string }) {
      const repo = find.repository(owner, name);
      if (!repo) {
        throw new TypedGraphqlError(
          'NOT_FOUND',
          `Could not resolve to a Repository with the name '${owner}/${name}'.`,
        );
      }
      return toRepository(repo);
    },
    nodes: ({ ids }: { ids: string[] }) => ids.map(byId),
    node: ({ id }: { id: string }) => byId(id),
  };
}

function refuse(repo: WorldRepository, field: string) {
  const words = repo.forbidden?.[field];
  if (words) {
    throw new TypedGraphqlError('FORBIDDEN', words);
  }
}

function toRepository(repo: WorldRepository) {
  const slug = repo.renamedTo ?? `${repo.owner}/${repo.name}`;
  const commits = new Map(repo.commits.map(commit => [commit.oid, commit]));
  return {
    id: `R_${slug}`,
    nameWithOwner: slug,
    url: `https://github.com/${slug}`,
    createdAt: repo.createdAt,
    pushedAt: repo.pushedAt,
    isArchived: repo.archived ?? false,
    isDisabled: repo.disabled ?? false,
    isEmpty: repo.empty ?? false,
    defaultBranchRef() {
      refuse(repo, 'defaultBranchRef');
      return repo.empty
        ? null
        : {
            name: 'main',
            target: () => toCommit(commits.get(repo.head), repo.head, commits),
          };
    },
    deployments(page: PageArguments) {
      refuse(repo, 'deployments');
      const newestFirst = [...repo.deployments].sort((a, b) =>
        a.createdAt === b.createdAt
          ? b.id - a.id
          : compareText(b.createdAt, a.createdAt),
      );
      return connection(
        newestFirst,
        page,
        ({ id }) => String(id),
        deployment => toDeployment(deployment, repo),
      );
    },
    environments(page: PageArguments) {
      refuse(repo, 'environments');
      return connection(
        repo.environments,
        page,
        ({ name }) => name,
        environment => ({
          name: environment.name,
          protectionRules: {
            nodes: [
              ...(environment.reviewers
                ? [
                    {
                      type: 'REQUIRED_REVIEWERS',
                      timeout: 0,
                      reviewers: { totalCount: environment.reviewers },
                    },
                  ]
                : []),
              ...(environment.timerMinutes
                ? [
                    {
                      type: 'WAIT_TIMER',
                      timeout: environment.timerMinutes,
                      reviewers: { totalCount: 0 },
                    },
                  ]
                : []),
              ...(environment.branchPolicy
                ? [
                    {
                      type: 'BRANCH_POLICY',
                      timeout: 0,
                      reviewers: { totalCount: 0 },
                    },
                  ]
                : []),
            ],
          },
        }),
      );
    },
    releases(page: PageArguments) {
      refuse(repo, 'releases');
      return connection(
        [...repo.releases].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
        page,
        ({ tag }) => tag,
        release => ({
          databaseId: release.id,
          tagName: release.tag,
          createdAt: release.createdAt,
          publishedAt: release.publishedAt ?? null,
          isDraft: release.draft ?? false,
          isPrerelease: release.prerelease ?? false,
          url: `https://github.com/${slug}/releases/tag/${release.tag}`,
          tagCommit: toCommit(
            commits.get(release.commit),
            release.commit,
            commits,
          ),
        }),
      );
    },
    refs(page: PageArguments) {
      refuse(repo, 'refs');
      return connection(
        repo.tags,
        page,
        ({ name }) => name,
        tag => ({
          name: tag.name,
          target: tag.taggedAt
            ? {
                __typename: 'Tag',
                oid: `f${tag.commit.slice(1)}`,
                tagger: { date: tag.taggedAt },
                target: toCommit(commits.get(tag.commit), tag.commit, commits),
              }
            : toCommit(commits.get(tag.commit), tag.commit, commits),
        }),
      );
    },
    object({ expression, oid }: { expression?: string; oid?: string }) {
      if (oid) {
        const commit = commits.get(oid);
        return commit ? toCommit(commit, oid, commits) : null;
      }
      refuse(repo, 'workflows');
      return toFileObject(repo, expression ?? '');
    },
  };
}

function toFileObject(repo: WorldRepository, expression: string) {
  const path = expression.slice(expression.indexOf(':') + 1);
  const text = repo.files[expression] ?? repo.files[path];
  if (text !== undefined) {
    return { __typename: 'Blob', text, isTruncated: false };
  }
  const entries = Object.entries(repo.files)
    .filter(([file]) => file.startsWith(`${path}/`))
    .map(([file, content]) => ({
      name: file.slice(path.length + 1),
      type: 'blob',
      object: { __typename: 'Blob', text: content, isTruncated: false },
    }));
  return entries.length > 0 ? { __typename: 'Tree', entries } : null;
}

function toDeployment(deployment: WorldDeployment, repo: WorldRepository) {
  const commit = repo.commits.find(({ oid }) => oid === deployment.commit);
  const statuses = deployment.statuses.map(({ state, at }, index) => ({
    id: `DS_${deployment.id}_${index}`,
    state,
    createdAt: at,
    logUrl: deployment.runId
      ? `https://github.com/${repo.owner}/${repo.name}/actions/runs/${deployment.runId}/job/1`
      : null,
  }));
  return {
    __typename: 'Deployment',
    id: `D_${deployment.id}`,
    databaseId: deployment.id,
    createdAt: deployment.createdAt,
    updatedAt: statuses[statuses.length - 1]?.createdAt ?? deployment.createdAt,
    environment: deployment.environment,
    originalEnvironment: deployment.environment,
    commitOid: deployment.commit,
    commit: commit ? { committedDate: commit.committedDate } : null,
    latestStatus: statuses[statuses.length - 1] ?? null,
    // Newest first, as GitHub lists them.
    statuses: (page: PageArguments) =>
      connection(
        [...statuses].reverse(),
        page,
        ({ id }) => id,
        status => status,
      ),
  };
}

function toRun(run: WorldRun, repo: WorldRepository) {
  return {
    __typename: 'WorkflowRun',
    id: `WFR_${run.id}`,
    updatedAt: run.updatedAt,
    deploymentReviews() {
      refuse(repo, 'deploymentReviews');
      return {
        nodes: (run.reviews ?? []).map(({ state, user, environments }) => ({
          state,
          user: { databaseId: user },
          environments: { nodes: environments.map(name => ({ name })) },
        })),
      };
    },
  };
}

function toCommit(
  commit: WorldCommit | undefined,
  oid: string,
  commits: Map<string, WorldCommit>,
): object {
  return {
    __typename: 'Commit',
    oid,
    committedDate: commit?.committedDate ?? '2020-01-01T00:00:00Z',
    authoredDate:
      commit?.authoredDate ?? commit?.committedDate ?? '2020-01-01T00:00:00Z',
    messageHeadline: commit?.messageHeadline ?? 'A change',
    parents: {
      nodes: (commit?.parents ?? []).map(parent => ({ oid: parent })),
    },
    associatedPullRequests: {
      nodes: commit?.pull
        ? [
            {
              createdAt: commit.pull.createdAt,
              mergedAt: commit.pull.mergedAt ?? null,
              headRefName: commit.pull.headRefName,
              labels: {
                nodes: (commit.pull.labels ?? []).map(name => ({ name })),
              },
              commits: {
                nodes: [
                  {
                    commit: {
                      committedDate:
                        commit.pull.firstCommitAt ?? commit.committedDate,
                    },
                  },
                ],
              },
            },
          ]
        : [],
    },
    history: (page: PageArguments & { since?: string; path?: string | null }) =>
      connection(
        ancestry(oid, commits).filter(
          ({ committedDate, touches }) =>
            (!page.since ||
              Date.parse(committedDate) >= Date.parse(page.since)) &&
            (!page.path ||
              touches?.some(file => `${file}/`.startsWith(`${page.path}/`))),
        ),
        page,
        item => item.oid,
        item => toCommit(item, item.oid, commits),
      ),
  };
}

// Times of one world are written alike, so their texts sort as they do; parsing each would take most of the time.
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A commit and all that leads to it, newest first. */
export function ancestry(
  oid: string,
  commits: Map<string, WorldCommit>,
): WorldCommit[] {
  const seen = new Map<string, WorldCommit>();
  const queue = [oid];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const commit = commits.get(next);
    if (commit && !seen.has(next)) {
      seen.set(next, commit);
      queue.push(...commit.parents);
    }
  }
  return [...seen.values()].sort((a, b) =>
    compareText(b.committedDate, a.committedDate),
  );
}
