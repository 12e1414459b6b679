// SPDX-License-Identifier: Apache-2.0

// What GitLab publishes of the answers that the collector reads. Facts only: names and types, none of its words.
//
// - Names and types: doc/api/openapi/openapi_v3.yaml in GitLab's repository, "GitLab REST API" 19.5; of a file, which has
//   no entity there, lib/api/files.rb.
// - What is always there: what the entities in lib/api/entities tell without a condition, and what the JSON schemas that
//   GitLab holds its API to, spec/fixtures/api/schemas/public_api/v4, require. What older hosts do not have yet may be
//   absent.
// - What may be null: what these schemas and the examples in doc/api show as null, and what an entity takes from
//   something that need not exist. Of some optional properties none of these was seen to tell: they may be null here too,
//   so that no more is relied on than is known.

/**
 * The type of a value: the document's own, `date-time` for its format, `strings` and `objects` for arrays of them, the
 * values of an enumeration, or an entity. The document writes some lists as the entity that they consist of; what the
 * examples show as a list is one here.
 */
export type DocumentedType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date-time'
  | 'object'
  | 'strings'
  | 'objects'
  | readonly string[]
  | { entity: string; isList: boolean };

/** A property of an entity. */
export interface DocumentedProperty {
  type: DocumentedType;
  isOptional: boolean;
  isNullable: boolean;
}

type Simple = Extract<DocumentedType, string>;
type Properties = Record<string, DocumentedProperty>;

/**
 * Properties by their type, and those that are entities or, with `[]`, lists of them. `name?` may be absent, `name|null`
 * may be null, `name|null?` both.
 */
function properties(
  simple: Partial<Record<Simple, string>>,
  entities: Record<string, string> = {},
): Properties {
  return Object.fromEntries([
    ...Object.entries(simple).flatMap(([type, names]) =>
      names.split(' ').map(name => property(name, type as Simple)),
    ),
    ...Object.entries(entities).map(([name, entity]) =>
      property(name, {
        entity: entity.replace('[]', ''),
        isList: entity.endsWith('[]'),
      }),
    ),
  ]);
}

function property(
  text: string,
  type: DocumentedType,
): [string, DocumentedProperty] {
  const [, name, isNullable, isOptional] = /^(\w+)(\|null)?(\?)?$/.exec(text)!;
  return [
    name,
    { type, isOptional: Boolean(isOptional), isNullable: Boolean(isNullable) },
  ];
}

const DEPLOYMENT = properties(
  {
    integer: 'id iid',
    string: 'ref sha status',
    'date-time': 'created_at updated_at',
  },
  {
    'user|null': 'UserBasic',
    environment: 'EnvironmentBasic',
    'deployable|null': 'Job',
  },
);

const ENVIRONMENT = properties({
  integer: 'id',
  string: 'name slug external_url|null',
  'date-time': 'created_at updated_at',
});

const APPROVAL_RULE = properties({
  integer:
    'id? user_id|null group_id|null access_level|null required_approvals group_inheritance_type?',
  string: 'access_level_description',
});

const PIPELINE = properties({
  integer: 'id iid? project_id',
  string: 'sha ref status source web_url',
  'date-time': 'created_at updated_at',
});

/** Of projects, merge requests and users, which have many properties, those that tell what and when. */
export const ENTITIES: Record<string, Properties> = {
  // Who may not see the code gets neither the branch nor the path.
  Project: properties({
    integer: 'id',
    string:
      'name path path_with_namespace web_url visibility default_branch|null? ci_config_path|null?',
    boolean: 'empty_repo archived',
    'date-time':
      'created_at last_activity_at updated_at? marked_for_deletion_on|null?',
  }),
  UserBasic: properties({
    integer: 'id',
    string: 'username name state avatar_url web_url public_email? avatar_path?',
    boolean: 'locked?',
    objects: 'custom_attributes?',
  }),
  Deployment: DEPLOYMENT,
  // The last three only from Premium on, and where rules are set.
  DeploymentExtended: {
    ...DEPLOYMENT,
    ...properties(
      { integer: 'pending_approval_count?' },
      { 'approvals?': 'Approval[]', 'approval_summary?': 'ApprovalSummary' },
    ),
  },
  Approval: properties(
    { string: 'status comment|null', 'date-time': 'created_at' },
    { user: 'UserBasic' },
  ),
  ApprovalSummary: properties({}, { rules: 'ApprovalRuleForSummary[]' }),
  ApprovalRule: APPROVAL_RULE,
  ApprovalRuleForSummary: {
    ...APPROVAL_RULE,
    ...properties({}, { deployment_approvals: 'Approval[]' }),
  },
  EnvironmentBasic: ENVIRONMENT,
  Environment: {
    ...ENVIRONMENT,
    ...properties(
      {
        string:
          'tier state kubernetes_namespace|null? flux_resource_path|null? description|null? auto_stop_setting?',
        'date-time': 'auto_stop_at|null?',
        object: 'project? cluster_agent|null?',
      },
      { 'last_deployment|null?': 'Deployment' },
    ),
  },
  ProtectedEnvironment: properties(
    { string: 'name', integer: 'required_approval_count?' },
    {
      deploy_access_levels: 'DeployAccessLevel[]',
      'approval_rules?': 'ApprovalRule[]',
    },
  ),
  DeployAccessLevel: properties({
    integer:
      'id? access_level|null deploy_key_id|null? user_id|null group_id|null member_role_id|null? group_inheritance_type?',
    string: 'access_level_description member_role_name|null?',
  }),
  Commit: properties({
    string:
      'id|null short_id|null title message author_name author_email committer_name committer_email web_url',
    strings: 'parent_ids|null',
    'date-time': 'created_at authored_date committed_date',
    object: 'trailers? extended_trailers?',
  }),
  Compare: properties(
    {
      objects: 'diffs',
      boolean: 'compare_timeout compare_same_ref',
      string: 'web_url',
    },
    { 'commit|null': 'Commit', commits: 'Commit[]' },
  ),
  TreeObject: properties(
    { string: 'id name type path mode' },
    { 'last_commit|null?': 'Commit' },
  ),
  File: properties({
    string:
      'file_name file_path encoding content content_sha256 ref blob_id commit_id last_commit_id',
    integer: 'size',
    boolean: 'execute_filemode',
  }),
  Tag: properties(
    {
      string: 'name message|null target',
      object: 'release|null',
      boolean: 'protected',
      'date-time': 'created_at|null?',
    },
    { commit: 'Commit' },
  ),
  // Who may not see the code gets neither the tag nor the commit.
  Release: properties(
    {
      string:
        'name description tag_name? description_html? commit_path? tag_path?',
      'date-time': 'created_at released_at',
      boolean: 'upcoming_release',
      object: 'assets _links',
      objects: 'milestones? evidences?',
    },
    { 'author|null?': 'UserBasic', 'commit?': 'Commit' },
  ),
  MergeRequest: properties(
    {
      integer: 'id iid project_id source_project_id target_project_id',
      string:
        'title description|null state target_branch source_branch sha merge_commit_sha|null squash_commit_sha|null web_url',
      'date-time':
        'created_at updated_at merged_at|null closed_at|null prepared_at|null?',
      strings: 'labels',
      boolean: 'squash draft? squash_on_merge?',
    },
    {
      author: 'UserBasic',
      'merged_by|null': 'UserBasic',
      'merge_user|null?': 'UserBasic',
      'closed_by|null': 'UserBasic',
    },
  ),
  PipelineBasic: PIPELINE,
  Pipeline: {
    ...PIPELINE,
    ...properties(
      {
        string: 'before_sha|null yaml_errors|null name|null?',
        boolean: 'tag archived?',
        'date-time':
          'created_at|null updated_at|null started_at|null finished_at|null committed_at|null',
        integer: 'duration|null queued_duration|null',
        number: 'coverage|null',
        object: 'detailed_status|null',
      },
      { 'user|null': 'UserBasic' },
    ),
  },
  Job: properties(
    {
      integer: 'id',
      string: 'status stage name ref web_url failure_reason?',
      boolean: 'tag allow_failure archived?',
      number: 'coverage|null duration|null queued_duration|null',
      'date-time':
        'created_at started_at|null finished_at|null erased_at|null artifacts_expire_at|null',
      strings: 'tag_list',
      object:
        'user project artifacts_file|null? runner|null runner_manager|null?',
      objects: 'artifacts',
    },
    { 'commit|null': 'Commit', pipeline: 'PipelineBasic' },
  ),
  LintResult: properties({
    boolean: 'valid',
    strings: 'errors warnings',
    string: 'merged_yaml|null?',
    objects: 'includes|null? jobs|null?',
  }),
};
