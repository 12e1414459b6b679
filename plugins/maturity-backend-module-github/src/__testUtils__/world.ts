// SPDX-License-Identifier: Apache-2.0
import { seeded } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';

/** A commit of the stand-in host. */
export interface WorldCommit {
  oid: string;
  committedDate: string;
  authoredDate?: string;
  messageHeadline?: string;
  parents: string[];
  /** Files that it changes. */
  touches?: string[];
  pull?: {
    createdAt: string;
    mergedAt?: string;
    headRefName: string;
    labels?: string[];
    firstCommitAt?: string;
  };
}

export interface WorldStatus {
  state: string;
  at: string;
}

export interface WorldDeployment {
  id: number;
  createdAt: string;
  environment: string;
  commit: string;
  runId?: number;
  statuses: WorldStatus[];
}

export interface WorldJob {
  name: string;
  status: string;
  createdAt: string;
  startedAt?: string;
}

export interface WorldRun {
  id: number;
  workflowId: number;
  path: string;
  event: string;
  headSha: string;
  status: string;
  conclusion?: string;
  attempt?: number;
  earlier?: {
    conclusion: string;
    startedAt: string;
    updatedAt: string;
    jobs?: WorldJob[];
  }[];
  createdAt: string;
  startedAt?: string;
  updatedAt: string;
  actor?: number;
  referenced?: { path: string; sha: string; ref?: string }[];
  reviews?: {
    state: 'APPROVED' | 'REJECTED';
    user: number;
    environments: string[];
  }[];
  jobs?: WorldJob[];
}

export interface WorldEnvironment {
  name: string;
  reviewers?: number;
  timerMinutes?: number;
  branchPolicy?: boolean;
  /** Apps with a protection rule of their own. */
  apps?: string[];
}

export interface WorldRelease {
  id: number;
  tag: string;
  commit: string;
  createdAt: string;
  publishedAt?: string;
  draft?: boolean;
  prerelease?: boolean;
}

export interface WorldTag {
  name: string;
  commit: string;
  taggedAt?: string;
}

export interface WorldRepository {
  owner: string;
  name: string;
  /** Answered under this name instead, as after a rename. */
  renamedTo?: string;
  createdAt: string;
  pushedAt: string;
  archived?: boolean;
  disabled?: boolean;
  empty?: boolean;
  /** Fields that are refused, and the host's words. */
  forbidden?: Record<string, string>;
  head: string;
  commits: WorldCommit[];
  deployments: WorldDeployment[];
  runs: WorldRun[];
  environments: WorldEnvironment[];
  /** By path, at any revision, or `<revision>:<path>`. */
  files: Record<string, string>;
  releases: WorldRelease[];
  tags: WorldTag[];
}

/** A repository with nothing in it that a test does not say. */
export function repository(
  slug: string,
  parts: Partial<WorldRepository> = {},
): WorldRepository {
  const [owner, name] = slug.split('/');
  const commits = parts.commits ?? [];
  return {
    owner,
    name,
    createdAt: '2020-01-01T00:00:00Z',
    pushedAt: '2026-11-01T00:00:00Z',
    head: commits[commits.length - 1]?.oid ?? sha('none'),
    deployments: [],
    runs: [],
    environments: [],
    files: {},
    releases: [],
    tags: [],
    ...parts,
    commits,
  };
}

/** A made-up SHA that is told by its beginning. */
export function sha(text: string): string {
  const hex = Buffer.from(text).toString('hex');
  return hex.padEnd(40, '0').slice(0, 40);
}

/** A straight line of commits, oldest first. */
export function line(...commits: (Partial<WorldCommit> & { oid: string })[]) {
  return commits.map(
    (commit, index): WorldCommit => ({
      committedDate: `2026-10-${String(index + 1).padStart(2, '0')}T08:00:00Z`,
      parents: index === 0 ? [] : [commits[index - 1].oid],
      ...commit,
    }),
  );
}

const DAY = 24 * 3_600_000;
export const WORKFLOW = `on: push
jobs:
  deploy:
    environment: production
    uses: acme/paths/.github/workflows/deploy.yml@v2
`;

/** Many repositories with deployments over the half year before `now`, the same for the same seed. */
export function generateWorld(options: {
  repositories: number;
  deployments: number;
  now: string;
  seed: number;
}): WorldRepository[] {
  return Array.from({ length: options.repositories }, (_, index) =>
    generateRepository(index, options),
  );
}

function generateRepository(
  index: number,
  options: {
    repositories: number;
    deployments: number;
    now: string;
    seed: number;
  },
): WorldRepository {
  const random = seeded(options.seed + index);
  const count = Math.floor(options.deployments / options.repositories);
  const end = Date.parse(options.now) - DAY;
  const step = (170 * DAY) / count;
  const repo = repository(`acme/repo-${index}`, {
    environments: [{ name: 'staging' }, { name: 'production', reviewers: 2 }],
    files: { '.github/workflows/deploy.yml': WORKFLOW },
  });
  for (let number = 0; number < count; number++) {
    addDeployment(repo, {
      id: index * 100_000 + number + 1,
      at: end - (count - number) * step + random() * step * 0.5,
      random,
    });
  }
  return repo;
}

/** One more commit, its run and its deployment. */
export function addDeployment(
  repo: WorldRepository,
  options: { id: number; at: number; random: () => number },
) {
  const { id, at, random } = options;
  const iso = (time: number) => new Date(time).toISOString();
  const oid = sha(`${repo.name}-${id}`);
  const production = id % 2 === 0;
  const environment = production ? 'production' : 'staging';
  const merged = at - random() * 3_600_000;
  repo.commits.push({
    oid,
    committedDate: iso(merged - random() * 20 * 3_600_000),
    parents: repo.commits.length ? [repo.head] : [],
    pull: {
      createdAt: iso(merged - 22 * 3_600_000),
      mergedAt: iso(merged),
      headRefName: random() < 0.05 ? `hotfix/${id}` : `feature/${id}`,
    },
  });
  repo.head = oid;
  repo.pushedAt = iso(at);
  const waits = production && random() < 0.4;
  const started = at + 60_000 + (waits ? random() * 8 * 3_600_000 : 0);
  const finished = started + 120_000 + random() * 600_000;
  const failed = random() < 0.1;
  repo.deployments.push({
    id,
    createdAt: iso(at),
    environment,
    commit: oid,
    runId: id,
    statuses: [
      ...(waits ? [{ state: 'WAITING', at: iso(at) }] : []),
      { state: 'QUEUED', at: iso(started - 30_000) },
      { state: 'IN_PROGRESS', at: iso(started) },
      { state: failed ? 'FAILURE' : 'SUCCESS', at: iso(finished) },
    ],
  });
  repo.runs.push({
    id,
    workflowId: 7,
    path: '.github/workflows/deploy.yml',
    event: 'push',
    headSha: oid,
    status: 'completed',
    conclusion: failed ? 'failure' : 'success',
    createdAt: iso(at - 60_000),
    updatedAt: iso(finished),
    actor: 1,
    referenced: [
      {
        path: 'acme/paths/.github/workflows/deploy.yml@v2',
        sha: sha('paths'),
        ref: 'refs/tags/v2',
      },
    ],
    ...(waits && {
      reviews: [
        { state: 'APPROVED' as const, user: 2, environments: [environment] },
      ],
    }),
  });
}
