// SPDX-License-Identifier: Apache-2.0
import { DocumentedType } from './documentedEntities';

// Of the same document as the entities.

/** A route that is read by GET. */
export interface DocumentedRoute {
  query: Record<string, DocumentedType>;
  required?: string[];
  answer: string;
  isList?: boolean;
}

const SORT = ['asc', 'desc'];
const PAGES = { page: 'integer', per_page: 'integer' } as const;
const JOB_STATUS = [
  'created',
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'running',
  'success',
  'failed',
  'canceling',
  'canceled',
  'skipped',
  'manual',
  'scheduled',
];

const PIPELINE_SOURCE = [
  'unknown',
  'push',
  'web',
  'trigger',
  'schedule',
  'api',
  'external',
  'pipeline',
  'chat',
  'webide',
  'merge_request_event',
  'external_pull_request_event',
  'parent_pipeline',
  'ondemand_dast_scan',
  'ondemand_dast_validation',
  'security_orchestration_policy',
  'container_registry_push',
  'duo_workflow',
  'pipeline_execution_policy_schedule',
  'dependency_management_security_update',
];

/** The part of the parameters of merge requests that any reader of a whole project may need; it has 50. */
const MERGE_REQUEST_QUERY = {
  state: ['opened', 'closed', 'locked', 'merged', 'all'],
  order_by: [
    'created_at',
    'label_priority',
    'milestone_due',
    'popularity',
    'priority',
    'title',
    'updated_at',
    'merged_at',
  ],
  sort: SORT,
  created_after: 'date-time',
  created_before: 'date-time',
  updated_after: 'date-time',
  updated_before: 'date-time',
  merged_after: 'date-time',
  merged_before: 'date-time',
  view: ['simple'],
  scope: [
    'created-by-me',
    'assigned-to-me',
    'created_by_me',
    'assigned_to_me',
    'reviews_for_me',
    'all',
  ],
  source_branch: 'string',
  target_branch: 'string',
  environment: 'string',
} as const;

/** By path below `/api/v4`; all of them are read by GET. */
export const ROUTES: Record<string, DocumentedRoute> = {
  '/projects/{id}': {
    query: {
      statistics: 'boolean',
      with_custom_attributes: 'boolean',
      custom_attributes: 'object',
      license: 'boolean',
    },
    answer: 'Project',
  },
  '/projects/{id}/deployments': {
    query: {
      ...PAGES,
      order_by: ['id', 'iid', 'created_at', 'updated_at', 'finished_at'],
      sort: SORT,
      updated_after: 'date-time',
      updated_before: 'date-time',
      finished_after: 'date-time',
      finished_before: 'date-time',
      environment: 'string',
      status: [
        'created',
        'running',
        'success',
        'failed',
        'canceled',
        'skipped',
        'blocked',
      ],
    },
    answer: 'Deployment',
    isList: true,
  },
  '/projects/{id}/deployments/{deployment_id}': {
    query: {},
    answer: 'DeploymentExtended',
  },
  '/projects/{id}/environments': {
    query: {
      ...PAGES,
      name: 'string',
      search: 'string',
      states: ['stopped', 'stopping', 'available'],
    },
    answer: 'Environment',
    isList: true,
  },
  '/projects/{id}/protected_environments': {
    query: PAGES,
    answer: 'ProtectedEnvironment',
    isList: true,
  },
  '/projects/{id}/repository/commits': {
    query: {
      ...PAGES,
      ref_name: 'string',
      since: 'date-time',
      until: 'date-time',
      path: 'string',
      follow: 'boolean',
      author: 'string',
      all: 'boolean',
      with_stats: 'boolean',
      first_parent: 'boolean',
      order: ['default', 'topo'],
      trailers: 'boolean',
      pagination: ['legacy', 'keyset'],
      page_token: 'string',
    },
    answer: 'Commit',
    isList: true,
  },
  '/projects/{id}/repository/compare': {
    query: {
      from: 'string',
      to: 'string',
      from_project_id: 'integer',
      straight: 'boolean',
      unidiff: 'boolean',
    },
    required: ['from', 'to'],
    answer: 'Compare',
  },
  '/projects/{id}/repository/tree': {
    query: {
      ...PAGES,
      ref: 'string',
      path: 'string',
      recursive: 'boolean',
      with_last_commit: 'boolean',
      pagination: ['legacy', 'keyset', 'none'],
      page_token: 'string',
    },
    answer: 'TreeObject',
    isList: true,
  },
  '/projects/{id}/repository/files/{file_path}': {
    query: { ref: 'string' },
    required: ['ref'],
    answer: 'File',
  },
  '/projects/{id}/repository/tags': {
    query: {
      ...PAGES,
      sort: SORT,
      order_by: ['name', 'updated', 'version'],
      search: 'string',
      page_token: 'string',
    },
    answer: 'Tag',
    isList: true,
  },
  '/projects/{id}/releases': {
    query: {
      ...PAGES,
      order_by: ['released_at', 'created_at'],
      sort: SORT,
      include_html_description: 'boolean',
      updated_before: 'date-time',
      updated_after: 'date-time',
    },
    answer: 'Release',
    isList: true,
  },
  '/projects/{id}/merge_requests': {
    query: { ...PAGES, ...MERGE_REQUEST_QUERY },
    answer: 'MergeRequest',
    isList: true,
  },
  '/projects/{id}/pipelines': {
    query: {
      ...PAGES,
      scope: ['running', 'pending', 'finished', 'branches', 'tags'],
      status: JOB_STATUS,
      ref: 'string',
      sha: 'string',
      yaml_errors: 'boolean',
      username: 'string',
      updated_before: 'date-time',
      updated_after: 'date-time',
      created_before: 'date-time',
      created_after: 'date-time',
      order_by: ['id', 'status', 'ref', 'updated_at', 'user_id'],
      sort: SORT,
      source: PIPELINE_SOURCE,
      name: 'string',
    },
    answer: 'PipelineBasic',
    isList: true,
  },
  '/projects/{id}/pipelines/{pipeline_id}': {
    query: {},
    answer: 'Pipeline',
  },
  '/projects/{id}/pipelines/{pipeline_id}/jobs': {
    query: { ...PAGES, include_retried: 'boolean', scope: JOB_STATUS },
    answer: 'Job',
    isList: true,
  },
  '/projects/{id}/ci/lint': {
    query: {
      sha: 'string',
      content_ref: 'string',
      dry_run: 'boolean',
      include_jobs: 'boolean',
      ref: 'string',
      dry_run_ref: 'string',
    },
    answer: 'LintResult',
  },
};
