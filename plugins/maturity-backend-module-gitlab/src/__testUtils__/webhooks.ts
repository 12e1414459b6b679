// SPDX-License-Identifier: Apache-2.0

// After the examples at https://docs.gitlab.com/user/project/integrations/webhook_events/, shortened.

const user = {
  id: 1,
  name: 'Ada Example',
  username: 'ada',
  avatar_url: 'https://www.gravatar.com/avatar/1',
  email: 'ada@example.com',
};

export const project = {
  id: 30,
  name: 'shop',
  description: '',
  web_url: 'https://gitlab.com/Acme/Shop',
  avatar_url: null,
  git_ssh_url: 'git@gitlab.com:acme/shop.git',
  git_http_url: 'https://gitlab.com/acme/shop.git',
  namespace: 'Acme',
  visibility_level: 0,
  path_with_namespace: 'Acme/Shop',
  default_branch: 'main',
  ci_config_path: '',
  homepage: 'https://gitlab.com/Acme/Shop',
};

export function deployment(status: string, at = '2026-11-20 21:50:00 +0200') {
  return {
    object_kind: 'deployment',
    status,
    status_changed_at: at,
    deployment_id: 15,
    deployable_id: 796,
    deployable_url: 'https://gitlab.com/acme/shop/-/jobs/796',
    environment: 'production',
    environment_tier: 'production',
    environment_slug: 'production',
    environment_external_url: 'https://shop.example.com',
    project,
    short_sha: '279484c0',
    user,
    user_url: 'https://gitlab.com/ada',
    commit_url:
      'https://gitlab.com/acme/shop/-/commit/279484c09fbe69ededfced8c1bb6e6d24616b468',
    commit_title: 'Add new file',
    ref: '1.0.0',
  };
}

export const pipeline = {
  object_kind: 'pipeline',
  object_attributes: {
    id: 31,
    iid: 3,
    ref: 'main',
    tag: false,
    sha: 'bcbb5ec396a2c0f828686f14fac9b80b780504f2',
    source: 'push',
    status: 'success',
    stages: ['build', 'deploy'],
    created_at: '2026-11-20 15:23:28 UTC',
    finished_at: '2026-11-20 15:26:29 UTC',
    duration: 63,
  },
  user,
  project,
  builds: [
    {
      id: 380,
      stage: 'build',
      name: 'build',
      status: 'success',
      when: 'on_success',
      manual: false,
      allow_failure: false,
      environment: null,
    },
    {
      id: 381,
      stage: 'deploy',
      name: 'production',
      status: 'skipped',
      when: 'manual',
      manual: true,
      allow_failure: false,
      environment: {
        name: 'production',
        action: 'start',
        deployment_tier: 'production',
      },
    },
  ],
};

export const job = {
  object_kind: 'build',
  ref: 'main',
  tag: false,
  before_sha: '2293ada6b400935a1378653304eaf6221e0fdb8f',
  sha: '2293ada6b400935a1378653304eaf6221e0fdb8f',
  build_id: 1977,
  build_name: 'deploy',
  build_stage: 'deploy',
  build_status: 'created',
  build_created_at: '2026-11-20T02:41:37Z',
  build_started_at: null,
  build_finished_at: null,
  build_queued_duration: 1095.588715,
  build_allow_failure: false,
  build_failure_reason: 'script_failure',
  pipeline_id: 2366,
  project_id: 30,
  project_name: 'Acme / Shop',
  user,
  repository: {
    name: 'shop',
    git_ssh_url: 'git@gitlab.com:acme/shop.git',
    description: '',
    homepage: 'https://gitlab.com/acme/shop',
  },
  environment: { name: 'production', action: 'start' },
};

/** As of newer hosts. */
export const jobOfProject = {
  ...job,
  build_created_at_iso: '2026-11-20T02:41:37Z',
  retries_count: 2,
  project,
  commit: { id: 2366, name: null, sha: job.sha, message: 'Change' },
  runner: null,
  source_pipeline: {
    project: {
      id: 41,
      web_url: 'https://gitlab.com/other/upstream',
      path_with_namespace: 'other/upstream',
    },
    pipeline_id: 30,
    job_id: 3401,
  },
};

export const mergeRequest = {
  object_kind: 'merge_request',
  event_type: 'merge_request',
  user,
  project,
  object_attributes: {
    id: 99,
    iid: 1,
    target_branch: 'main',
    source_branch: 'feature',
    state: 'merged',
    action: 'merge',
    created_at: '2026-11-19T17:23:34Z',
  },
  labels: [],
};

export function push(modified: string[]) {
  return {
    object_kind: 'push',
    event_name: 'push',
    before: '95790bf891e76fee5e1747ab589903a6a1f80f22',
    after: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
    ref: 'refs/heads/main',
    checkout_sha: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
    user_id: 4,
    user_name: 'Ada Example',
    project_id: 30,
    project,
    commits: [
      {
        id: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
        message: 'Change',
        timestamp: '2026-11-20T14:27:31+02:00',
        author: { name: 'Ada Example', email: 'ada@example.com' },
        added: [],
        modified,
        removed: [],
      },
    ],
    total_commits_count: 1,
  };
}

export const release = {
  object_kind: 'release',
  id: 1,
  action: 'create',
  name: 'v1.1',
  tag: 'v1.1',
  description: 'Second',
  created_at: '2026-11-20 12:55:12 UTC',
  released_at: '2026-11-20 12:55:12 UTC',
  project,
  url: 'https://gitlab.com/acme/shop/-/releases/v1.1',
  assets: { count: 0, links: [], sources: [] },
  commit: { id: 'ee0a3fb31ac16e11b9dbb596ad16d4af654d08f8', title: 'Release' },
};
