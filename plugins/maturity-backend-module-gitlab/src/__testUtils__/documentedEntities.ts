// SPDX-License-Identifier: Apache-2.0

// What GitLab's OpenAPI document says of the routes that the collector uses: doc/api/openapi/openapi_v3.yaml in GitLab's
// repository, "GitLab REST API" 19.5. Facts only: names and types, none of its words.

/**
 * The type of a value: the document's own, `date-time` for its format, `strings` for an array of them, the values of an
 * enumeration, or the name of an entity. The document writes some lists as the entity that they consist of, so either is
 * taken for an entity.
 */
export type DocumentedType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date-time'
  | 'object'
  | 'strings'
  | readonly string[]
  | { entity: string };

type Simple = Extract<DocumentedType, string>;

/** Properties by their type, and those that are entities. */
function properties(
  simple: Partial<Record<Simple, string>>,
  entities: Record<string, string> = {},
): Record<string, DocumentedType> {
  const pairs = Object.entries(simple).flatMap(([type, names]) =>
    names.split(' ').map(name => [name, type as Simple] as const),
  );
  return {
    ...Object.fromEntries(pairs),
    ...Object.fromEntries(
      Object.entries(entities).map(([name, entity]) => [name, { entity }]),
    ),
  };
}

const DEPLOYMENT = properties(
  {
    integer: 'id iid',
    string: 'ref sha status',
    'date-time': 'created_at updated_at',
  },
  { user: 'UserBasic', environment: 'EnvironmentBasic', deployable: 'Job' },
);

const ENVIRONMENT = properties({
  integer: 'id',
  string: 'name slug external_url',
  'date-time': 'created_at updated_at',
});

const APPROVAL_RULE = properties({
  integer:
    'id user_id group_id access_level required_approvals group_inheritance_type',
  string: 'access_level_description',
});

const PIPELINE = properties({
  integer: 'id iid project_id',
  string: 'sha ref status source web_url',
  'date-time': 'created_at updated_at',
});

/**
 * The properties of entities. The document says of none that it must be there, and of none that it may be null, though
 * null comes. Of projects, merge requests and users, which have many, those that tell what and when. Files have no
 * entity in the document; this is what their page in the documentation shows.
 */
export const ENTITIES: Record<string, Record<string, DocumentedType>> = {
  Project: properties({
    integer: 'id',
    string:
      'name path path_with_namespace default_branch web_url visibility ci_config_path',
    boolean: 'empty_repo archived',
    'date-time':
      'created_at updated_at last_activity_at marked_for_deletion_on',
  }),
  UserBasic: properties({
    integer: 'id',
    string: 'username public_email name state avatar_url avatar_path web_url',
    boolean: 'locked',
    object: 'custom_attributes',
  }),
  Deployment: DEPLOYMENT,
  DeploymentExtended: {
    ...DEPLOYMENT,
    ...properties(
      { integer: 'pending_approval_count' },
      { approvals: 'Approval', approval_summary: 'ApprovalSummary' },
    ),
  },
  Approval: properties(
    { string: 'status comment', 'date-time': 'created_at' },
    { user: 'UserBasic' },
  ),
  ApprovalSummary: properties({}, { rules: 'ApprovalRuleForSummary' }),
  ApprovalRule: APPROVAL_RULE,
  ApprovalRuleForSummary: {
    ...APPROVAL_RULE,
    ...properties({}, { deployment_approvals: 'Approval' }),
  },
  EnvironmentBasic: ENVIRONMENT,
  Environment: {
    ...ENVIRONMENT,
    ...properties(
      {
        string:
          'tier state kubernetes_namespace flux_resource_path description auto_stop_setting',
        'date-time': 'auto_stop_at',
        object: 'project cluster_agent',
      },
      { last_deployment: 'Deployment' },
    ),
  },
  ProtectedEnvironment: properties(
    { string: 'name', integer: 'required_approval_count' },
    {
      deploy_access_levels: 'DeployAccessLevel',
      approval_rules: 'ApprovalRule',
    },
  ),
  DeployAccessLevel: properties({
    integer:
      'id access_level deploy_key_id user_id group_id member_role_id group_inheritance_type',
    string: 'access_level_description member_role_name',
  }),
  Commit: properties({
    string:
      'id short_id title message author_name author_email committer_name committer_email web_url',
    strings: 'parent_ids',
    'date-time': 'created_at authored_date committed_date',
    object: 'trailers extended_trailers',
  }),
  Compare: properties(
    {
      object: 'diffs',
      boolean: 'compare_timeout compare_same_ref',
      string: 'web_url',
    },
    { commit: 'Commit', commits: 'Commit' },
  ),
  TreeObject: properties(
    { string: 'id name type path mode' },
    { last_commit: 'Commit' },
  ),
  File: properties({
    string:
      'file_name file_path encoding content content_sha256 ref blob_id commit_id last_commit_id',
    integer: 'size',
    boolean: 'execute_filemode',
  }),
  Tag: properties(
    {
      string: 'name message target',
      object: 'release',
      boolean: 'protected',
      'date-time': 'created_at',
    },
    { commit: 'Commit' },
  ),
  Release: properties(
    {
      string: 'name tag_name description description_html commit_path tag_path',
      'date-time': 'created_at released_at',
      boolean: 'upcoming_release',
      object: 'milestones assets evidences _links',
    },
    { author: 'UserBasic', commit: 'Commit' },
  ),
  MergeRequest: properties(
    {
      integer: 'id iid project_id source_project_id target_project_id',
      string:
        'title description state target_branch source_branch sha merge_commit_sha squash_commit_sha web_url',
      'date-time': 'created_at updated_at merged_at closed_at prepared_at',
      strings: 'labels',
      boolean: 'draft squash squash_on_merge',
    },
    {
      merged_by: 'UserBasic',
      merge_user: 'UserBasic',
      closed_by: 'UserBasic',
      author: 'UserBasic',
    },
  ),
  PipelineBasic: PIPELINE,
  Pipeline: {
    ...PIPELINE,
    ...properties(
      {
        string: 'before_sha yaml_errors name',
        boolean: 'tag archived',
        'date-time': 'started_at finished_at committed_at',
        integer: 'duration queued_duration',
        number: 'coverage',
        object: 'detailed_status',
      },
      { user: 'UserBasic' },
    ),
  },
  Job: properties(
    {
      integer: 'id',
      string: 'status stage name ref failure_reason web_url',
      boolean: 'tag allow_failure archived',
      number: 'coverage duration queued_duration',
      'date-time':
        'created_at started_at finished_at erased_at artifacts_expire_at',
      strings: 'tag_list',
      object: 'user project artifacts_file artifacts runner runner_manager',
    },
    { commit: 'Commit', pipeline: 'PipelineBasic' },
  ),
  LintResult: properties({
    boolean: 'valid',
    strings: 'errors warnings',
    string: 'merged_yaml',
    object: 'includes jobs',
  }),
};
