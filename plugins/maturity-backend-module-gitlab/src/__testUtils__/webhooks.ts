// SPDX-License-Identifier: Apache-2.0

// The examples at https://docs.gitlab.com/user/project/integrations/webhook_events/ with values of our own: what runs.

export const user = {
  id: 1,
  name: 'Ada Example',
  username: 'ada',
  avatar_url: 'https://www.gravatar.com/avatar/1',
  email: '[REDACTED]',
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
  url: 'git@gitlab.com:acme/shop.git',
  ssh_url: 'git@gitlab.com:acme/shop.git',
  http_url: 'https://gitlab.com/acme/shop.git',
};

export const repository = {
  name: 'shop',
  url: 'git@gitlab.com:acme/shop.git',
  description: '',
  homepage: 'https://gitlab.com/acme/shop',
  git_http_url: 'https://gitlab.com/acme/shop.git',
  git_ssh_url: 'git@gitlab.com:acme/shop.git',
  visibility_level: 0,
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
  };
}

/** Made by the API or a trigger job. */
export const deploymentWithoutJob = {
  ...deployment('success'),
  deployable_id: null,
  deployable_url: null,
};

/** A decision: says more than the deployment, and less of the project. */
export function decision(status: 'approved' | 'rejected') {
  const at = '2026-11-20T19:40:00.000Z';
  return {
    ...deployment(status, at),
    project: {
      id: project.id,
      name: project.name,
      web_url: project.web_url,
      path_with_namespace: project.path_with_namespace,
    },
    approver: { ...user, id: 5, username: 'grace', name: 'Grace Example' },
    approval: {
      id: 42,
      status,
      comment: 'Fine',
      created_at: at,
      approval_rule: {
        id: 7,
        user_id: null,
        group_id: null,
        access_level: 40,
        access_level_description: 'Maintainers',
        required_approvals: 2,
        group_inheritance_type: 0,
      },
    },
  };
}

const runner = {
  id: 380987,
  description: 'shared-runner',
  runner_type: 'instance_type',
  active: true,
  is_shared: true,
  tags: ['linux', 'docker'],
};

const sourcePipeline = {
  project: {
    id: 41,
    web_url: 'https://gitlab.com/other/upstream',
    path_with_namespace: 'other/upstream',
  },
  pipeline_id: 30,
  job_id: 3401,
};

const build = {
  id: 380,
  stage: 'build',
  name: 'build',
  status: 'success',
  created_at: '2026-11-20 15:23:28 UTC',
  started_at: '2026-11-20 15:24:56 UTC',
  finished_at: '2026-11-20 15:25:26 UTC',
  duration: 17.0,
  queued_duration: 196.0,
  failure_reason: null,
  when: 'on_success',
  manual: false,
  allow_failure: false,
  user,
  runner,
  artifacts_file: { filename: null, size: null },
  environment: null,
};

export const pipeline = {
  object_kind: 'pipeline',
  object_attributes: {
    id: 31,
    iid: 3,
    name: 'Pipeline for branch: main',
    ref: 'main',
    tag: false,
    sha: 'bcbb5ec396a2c0f828686f14fac9b80b780504f2',
    before_sha: 'bcbb5ec396a2c0f828686f14fac9b80b780504f2',
    source: 'merge_request_event',
    status: 'success',
    stages: ['build', 'deploy'],
    created_at: '2026-11-20 15:23:28 UTC',
    finished_at: '2026-11-20 15:26:29 UTC',
    duration: 63,
    variables: [{ key: 'REGION', value: 'eu' }],
    url: 'https://gitlab.com/acme/shop/-/pipelines/31',
  },
  merge_request: {
    id: 1,
    iid: 1,
    title: 'Change',
    source_branch: 'feature',
    source_project_id: 30,
    target_branch: 'main',
    target_project_id: 30,
    state: 'opened',
    merge_status: 'can_be_merged',
    detailed_merge_status: 'mergeable',
    url: 'https://gitlab.com/acme/shop/-/merge_requests/1',
  },
  user,
  project,
  commit: {
    id: 'bcbb5ec396a2c0f828686f14fac9b80b780504f2',
    message: 'Change\n',
    timestamp: '2026-11-20T17:23:21+02:00',
    url: 'https://gitlab.com/acme/shop/-/commit/bcbb5ec396a2c0f828686f14fac9b80b780504f2',
    author: { name: 'Ada Example', email: '[REDACTED]' },
  },
  source_pipeline: sourcePipeline,
  builds: [
    {
      ...build,
      id: 381,
      stage: 'deploy',
      name: 'production',
      status: 'skipped',
      started_at: null,
      finished_at: null,
      duration: null,
      queued_duration: null,
      when: 'manual',
      manual: true,
      runner: null,
      environment: {
        name: 'production',
        action: 'start',
        deployment_tier: 'production',
      },
    },
    build,
  ],
};

/** As of older hosts, which tell the project only by its number and address. */
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
  build_created_at: '2026-11-20T02:41:37.886Z',
  build_started_at: null,
  build_finished_at: null,
  build_duration: null,
  build_queued_duration: 1095.588715,
  build_allow_failure: false,
  build_failure_reason: 'unknown_failure',
  pipeline_id: 2366,
  runner: { ...runner, runner_type: 'project_type', is_shared: false },
  project_id: 30,
  project_name: 'Acme / Shop',
  user,
  commit: {
    id: 2366,
    name: 'Build pipeline',
    sha: '2293ada6b400935a1378653304eaf6221e0fdb8f',
    message: 'Change\n',
    author_name: 'Ada Example',
    author_email: '[REDACTED]',
    author_url: 'https://gitlab.com/ada',
    status: 'created',
    duration: null,
    started_at: null,
    finished_at: null,
  },
  repository,
  environment: { name: 'production', action: 'start' },
};

export const jobOfProject = {
  ...job,
  retries_count: 2,
  build_created_at_iso: '2026-11-20T02:41:37Z',
  build_started_at_iso: null,
  build_finished_at_iso: null,
  commit: { ...job.commit, started_at_iso: null, finished_at_iso: null },
  project,
  source_pipeline: sourcePipeline,
};
