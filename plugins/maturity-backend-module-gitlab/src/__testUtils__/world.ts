// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

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
  avatar_url: null,
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
    sha: null,
    web_url: 'https://gitlab.com/acme/shop/-/merge_requests/1',
    ...fields,
  };
}

/** Numbers that look random and are the same each time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const PIPELINE = `
stages: [build, deploy]
build:
  stage: build
  script: make
deploy-production:
  stage: deploy
  when: manual
  environment: production
  script: make deploy
`;

/** A project in which a commit goes to staging and, after somebody pressed the button, to production. */
export function busyProject(
  path: string,
  options: { deployments: number; now: string; seed: number },
): WorldProject {
  const random = seeded(options.seed);
  const world = project(path, {
    files: { '.gitlab-ci.yml': PIPELINE },
    createdAt: '2026-06-20T00:00:00.000Z',
  });
  const step = (150 * 24 * 3_600_000) / options.deployments;
  let parent: string | undefined;
  for (let index = 0; index < options.deployments; index++) {
    const time = Date.parse(options.now) - (options.deployments - index) * step;
    addDeployment(world, { index, time, random, parent });
    parent = `${path}-${index}`;
  }
  return world;
}

/** One more pipeline with a deployment to production. */
export function addDeployment(
  world: WorldProject,
  options: {
    index: number;
    time: number;
    random: () => number;
    parent?: string;
  },
): void {
  const { index, time, random, parent } = options;
  const at = (minutes: number) =>
    new Date(time + minutes * 60_000).toISOString();
  const name = `${world.path}-${index}`;
  const wait = Math.floor(random() * 240);
  const failed = random() < 0.1;
  const pipeline = {
    id: world.id * 1000 + index,
    sha: sha(name),
    ref: 'main',
    status: failed ? 'failed' : 'success',
    source: 'push',
    created_at: at(0),
    updated_at: at(15 + wait),
    finished_at: at(15 + wait),
  };
  const change = commit(name, at(-60), parent ? [parent] : []);
  const build = job({
    id: pipeline.id * 10 + 1,
    name: 'build',
    stage: 'build',
    created_at: at(0),
    started_at: at(1),
    finished_at: at(5),
    queued_duration: 60,
    pipeline,
  });
  const deploy = job({
    id: pipeline.id * 10 + 2,
    status: failed ? 'failed' : 'success',
    created_at: at(0),
    started_at: at(6 + wait),
    finished_at: at(15 + wait),
    queued_duration: 30,
    pipeline,
    commit: change,
    ...(failed && { failure_reason: 'script_failure' }),
  });
  world.commits.unshift(change);
  world.pipelines.unshift(pipeline);
  world.jobs[pipeline.id] = [build, deploy];
  world.deployments.push(
    deployment(
      {
        id: pipeline.id,
        iid: index + 1,
        sha: sha(name),
        created_at: at(0),
        updated_at: at(15 + wait),
        status: failed ? 'failed' : 'success',
      },
      deploy,
    ),
  );
}
