// SPDX-License-Identifier: Apache-2.0
import { project, repository, user } from './webhooks';

// The examples at https://docs.gitlab.com/user/project/integrations/webhook_events/ and, of system hooks,
// https://docs.gitlab.com/administration/system_hooks/ with values of our own: what is pushed, merged and released.

const author = { name: 'Ada Example', email: '[REDACTED]' };
const commit = {
  id: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
  message: 'Change',
  title: 'Change',
  timestamp: '2026-11-20T14:27:31+02:00',
  url: 'https://gitlab.com/acme/shop/-/commit/da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
  author,
};

export function push(modified: string[]) {
  return {
    object_kind: 'push',
    event_name: 'push',
    before: '95790bf891e76fee5e1747ab589903a6a1f80f22',
    after: commit.id,
    ref: 'refs/heads/main',
    ref_protected: true,
    checkout_sha: commit.id,
    user_id: 4,
    user_name: 'Ada Example',
    user_username: 'ada',
    user_email: '',
    user_avatar: 'https://www.gravatar.com/avatar/1',
    project_id: 30,
    project,
    repository,
    commits: [{ ...commit, added: ['CHANGELOG'], modified, removed: [] }],
    total_commits_count: 1,
  };
}

/** Of more commits than an event tells. */
export const longPush = { ...push(['app/cart.rb']), total_commits_count: 40 };

export const tagPush = {
  ...push([]),
  object_kind: 'tag_push',
  event_name: 'tag_push',
  before: '0000000000000000000000000000000000000000',
  after: '82b3d5ae55f7080f1e6022629cdb57bfae7cccc7',
  ref: 'refs/tags/v1.0.0',
  checkout_sha: '82b3d5ae55f7080f1e6022629cdb57bfae7cccc7',
  commits: [],
  total_commits_count: 0,
};

/** A hook of the whole host says neither the kind nor the number of the project, and tells no commits. */
function ofSystemHook<T extends object>(event: T) {
  const { id: _id, ...rest } = project;
  return { ...event, object_kind: undefined, project: rest, commits: [] };
}
export const systemPush = ofSystemHook(push([]));
export const systemTagPush = ofSystemHook(tagPush);
export const systemUpdate = {
  ...ofSystemHook({ event_name: 'repository_update', project_id: 30 }),
  refs: ['refs/heads/main'],
  changes: [
    { before: push([]).before, after: commit.id, ref: 'refs/heads/main' },
  ],
};

const label = {
  id: 206,
  title: 'API',
  color: '#ffffff',
  project_id: 30,
  created_at: '2026-11-19T17:15:43Z',
  updated_at: '2026-11-19T17:15:43Z',
  template: false,
  description: 'API related issues',
  type: 'ProjectLabel',
  group_id: 41,
};

export function mergeRequest(action: string) {
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user,
    project,
    repository,
    object_attributes: {
      id: 99,
      iid: 1,
      target_branch: 'main',
      source_branch: 'feature',
      source_project_id: 14,
      author_id: 51,
      assignee_ids: [6],
      assignee_id: 6,
      reviewer_ids: [6],
      title: 'Change',
      created_at: '2026-11-19T17:23:34Z',
      updated_at: '2026-11-19T17:23:34Z',
      last_edited_at: '2026-11-19T17:23:34Z',
      last_edited_by_id: 1,
      milestone_id: null,
      state_id: 1,
      state: action === 'merge' ? 'merged' : 'opened',
      blocking_discussions_resolved: true,
      work_in_progress: false,
      draft: false,
      first_contribution: true,
      merge_status: 'unchecked',
      detailed_merge_status: 'mergeable',
      target_project_id: 30,
      description: '',
      prepared_at: '2026-11-19T19:23:34Z',
      total_time_spent: 1800,
      time_change: 30,
      human_total_time_spent: '30m',
      human_time_change: '30s',
      human_time_estimate: '30m',
      url: 'https://gitlab.com/acme/shop/-/merge_requests/1',
      source: project,
      target: project,
      last_commit: commit,
      labels: [label],
      action,
    },
    labels: [label],
    changes: { draft: { previous: true, current: false } },
    assignees: [{ ...user, id: 6 }],
    reviewers: [{ ...user, id: 6 }],
  };
}

export const release = {
  id: 1,
  created_at: '2026-11-20 12:55:12 UTC',
  description: 'Second',
  name: 'v1.1',
  released_at: '2026-11-20 12:55:12 UTC',
  tag: 'v1.1',
  object_kind: 'release',
  project: { ...project, ci_config_path: null },
  url: 'https://gitlab.com/acme/shop/-/releases/v1.1',
  action: 'create',
  assets: {
    count: 2,
    links: [
      {
        id: 1,
        link_type: 'other',
        name: 'Changelog',
        url: 'https://example.net/changelog',
      },
    ],
    sources: [
      {
        format: 'zip',
        url: 'https://gitlab.com/acme/shop/-/archive/v1.1/shop-v1.1.zip',
      },
    ],
  },
  commit,
};
