// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { seeded } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';

/** A revision that looks like one. */
export function sha(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}

export type Json = Record<string, unknown>;

/** A project of the stand-in host, in the shapes of GitLab's API. */
export interface WorldProject {
  id: number;
  path: string;
  /** The name it had before, under which it is still found. */
  movedFrom?: string;
  createdAt: string;
  lastActivityAt: string;
  archived: boolean;
  empty: boolean;
  deployments: Json[];
  /** By deployment id: what only its own address tells. */
  decisions: Record<number, Json>;
  environments: Json[];
  protectedEnvironments: Json[] | number;
  /** Newest first; each has one parent unless said otherwise. */
  commits: Json[];
  mergeRequests: Json[];
  pipelines: Json[];
  /** By pipeline id. */
  jobs: Record<number, Json[]>;
  files: Record<string, string>;
  lintedJobs: Json[];
  /** The pipeline as the linter resolves it. */
  mergedYaml?: string;
  tags: Json[];
  releases: Json[];
  /** Status with which parts are refused. */
  refused: Record<string, number>;
}

export function project(
  path: string,
  fields: Partial<WorldProject> = {},
): WorldProject {
  return {
    id: parseInt(sha(path).slice(0, 7), 16),
    path,
    createdAt: '2024-01-01T00:00:00.000Z',
    lastActivityAt: '2026-11-20T00:00:00.000Z',
    archived: false,
    empty: false,
    deployments: [],
    decisions: {},
    environments: [
      { id: 1, name: 'production', tier: 'production', state: 'available' },
      { id: 2, name: 'staging', tier: 'staging', state: 'available' },
    ],
    protectedEnvironments: 404,
    commits: [],
    mergeRequests: [],
    pipelines: [],
    jobs: {},
    files: {},
    lintedJobs: [],
    tags: [],
    releases: [],
    refused: {},
    ...fields,
  };
}

export function commit(
  name: string,
  at: string,
  parents: string[],
  fields: Json = {},
): Json {
  return {
    id: sha(name),
    short_id: sha(name).slice(0, 8),
    title: `Change ${name}`,
    message: `Change ${name}\n`,
    author_name: 'Ada Example',
    author_email: 'ada@example.com',
    authored_date: at,
    committer_name: 'Ada Example',
    committer_email: 'ada@example.com',
    committed_date: at,
    created_at: at,
    parent_ids: parents.map(sha),
    web_url: `https://gitlab.com/acme/shop/-/commit/${sha(name)}`,
    ...fields,
  };
}

const ada = {
  id: 7,
  name: 'Ada Example',
  username: 'ada',
  state: 'active',
  avatar_url: 'https://gitlab.com/uploads/-/system/user/avatar/7/ada.png',
  web_url: 'https://gitlab.com/ada',
};

export function job(fields: Json): Json {
  return {
    id: 1,
    status: 'success',
    stage: 'deploy',
    name: 'deploy-production',
    ref: 'main',
    tag: false,
    coverage: null,
    allow_failure: false,
    created_at: '2026-11-01T08:00:00.000Z',
    started_at: null,
    finished_at: null,
    duration: null,
    queued_duration: null,
    user: ada,
    pipeline: {
      id: 100,
      iid: 1,
      project_id: 1,
      sha: sha('a'),
      ref: 'main',
      status: 'success',
      source: 'push',
      web_url: 'https://gitlab.com/acme/shop/-/pipelines/100',
    },
    web_url: `https://gitlab.com/acme/shop/-/jobs/${fields.id ?? 1}`,
    ...fields,
  };
}

export function deployment(fields: Json, deployable: Json | null = {}): Json {
  const at = (fields.created_at as string) ?? '2026-11-01T08:00:00.000Z';
  const revision = (fields.sha as string) ?? sha('a');
  return {
    id: 1,
    iid: 1,
    ref: 'main',
    sha: revision,
    created_at: at,
    updated_at: at,
    status: 'success',
    user: ada,
    environment: {
      id: 1,
      name: 'production',
      slug: 'production',
      external_url: 'https://shop.example.com',
    },
    deployable: deployable && {
      ...job({ created_at: at, commit: commit('a', at, []) }),
      ...deployable,
    },
    ...fields,
  };
}

export function mergeRequest(fields: Json): Json {
  return {
    id: 1000,
    iid: 1,
    project_id: 1,
    title: 'Change',
    state: 'merged',
    source_branch: 'feature',
    target_branch: 'main',
    author: ada,
    merge_user: ada,
    labels: [],
    squash: false,
    squash_commit_sha: null,
    merge_commit_sha: null,
    sha: sha('the head of a branch'),
    web_url: 'https://gitlab.com/acme/shop/-/merge_requests/1',
    ...fields,
  };
}

const PIPELINE = `
stages: [build, staging, deploy]
build:
  stage: build
  script: make
deploy-staging:
  stage: staging
  environment: staging
  script: make deploy
deploy-production:
  stage: deploy
  when: manual
  environment: production
  script: make deploy
`;

/** A project in which each commit goes to staging and, after somebody pressed the button, to production. */
export function busyProject(
  path: string,
  options: { pipelines: number; now: string; seed: number },
): WorldProject {
  const random = seeded(options.seed);
  const world = project(path, {
    files: { '.gitlab-ci.yml': PIPELINE },
    createdAt: '2026-06-20T00:00:00.000Z',
  });
  const step = (150 * 24 * 3_600_000) / options.pipelines;
  for (let index = 0; index < options.pipelines; index++) {
    const time = Date.parse(options.now) - (options.pipelines - index) * step;
    addPipeline(world, { time, random });
  }
  return world;
}

/** One more commit with a pipeline that deploys it to staging and to production. */
export function addPipeline(
  world: WorldProject,
  options: { time: number; random: () => number },
): { production: number } {
  const { time, random } = options;
  const at = (minutes: number) =>
    new Date(time + minutes * 60_000).toISOString();
  const iid = world.pipelines.length + 1;
  const name = `${world.path}-${iid}`;
  const wait = Math.floor(random() * 240);
  const failed = random() < 0.1;
  const pipeline = {
    id: world.id * 100_000 + iid,
    iid,
    sha: sha(name),
    ref: 'main',
    status: failed ? 'failed' : 'success',
    source: 'push',
    created_at: at(0),
    updated_at: at(15 + wait),
  };
  const change = commit(
    name,
    at(-60),
    iid > 1 ? [`${world.path}-${iid - 1}`] : [],
  );
  const made = (number: number, fields: Json) =>
    job({
      id: pipeline.id * 10 + number,
      created_at: at(0),
      pipeline,
      commit: change,
      ...fields,
    });
  const build = made(1, {
    name: 'build',
    stage: 'build',
    started_at: at(1),
    finished_at: at(5),
    queued_duration: 60,
  });
  const staging = made(2, {
    name: 'deploy-staging',
    stage: 'staging',
    started_at: at(5),
    finished_at: at(6),
    queued_duration: 0,
  });
  const production = made(3, {
    status: failed ? 'failed' : 'success',
    started_at: at(7 + wait),
    finished_at: at(15 + wait),
    queued_duration: 30,
    ...(failed && { failure_reason: 'script_failure' }),
  });
  world.commits.unshift(change);
  world.pipelines.unshift({ ...pipeline, finished_at: at(15 + wait) });
  world.jobs[pipeline.id] = [build, staging, production];
  for (const [number, environment, deploying] of [
    [1, 'staging', staging],
    [2, 'production', production],
  ] as const) {
    world.deployments.push(
      deployment(
        {
          id: pipeline.id * 10 + number,
          iid: iid * 2 + number,
          sha: sha(name),
          created_at: at(0),
          updated_at: deploying.finished_at,
          status: deploying.status,
          environment: { id: number, name: environment, slug: environment },
        },
        deploying,
      ),
    );
  }
  return { production: pipeline.id * 10 + 2 };
}
