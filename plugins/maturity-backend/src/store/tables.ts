// SPDX-License-Identifier: Apache-2.0

/**
 * The rows as they are stored, one interface per table of `migrations/`. Rows never leave `store/` and `read/`.
 *
 * Columns ending in `_ms` are epoch milliseconds and numbers on every engine. SQLite answers booleans as 0 and 1.
 */

/** @internal */
export type DbBoolean = boolean | 0 | 1;

/** @internal */
export interface DbEntitiesRow {
  entity_ref: string;
  kind: string;
  namespace: string;
  name: string;
  title: string | null;
  owner_ref: string | null;
  system_ref: string | null;
  domain_ref: string | null;
  type: string | null;
  lifecycle: string | null;
  tier: string | null;
  identity: string;
  entity: string;
  hash: string;
  state: 'active' | 'withdrawn';
  level: number | null;
  score: number | null;
  coverage: number;
  target: number;
  at_target: DbBoolean | null;
  delta_30d: number | null;
  model_version: string | null;
  evaluated_at_ms: number | null;
  first_evaluated_at_ms: number | null;
  open_tasks: number;
  next_check: string | null;
  next_message: string | null;
  next_gain: number | null;
  /** A `Lift`, JSON. */
  next_lifts: string | null;
  next_coverage_gain: number | null;
  has_records: DbBoolean;
}

/** @internal */
export interface DbEntityFacetsRow {
  entity_ref: string;
  key: string;
  value: string | null;
}

/** @internal */
export interface DbGroupsRow {
  group_ref: string;
  title: string | null;
  parent_ref: string | null;
  type: string | null;
}

/** @internal */
export interface DbGroupClosureRow {
  group_ref: string;
  ancestor_ref: string;
  depth: number;
}

/** @internal */
export interface DbTitlesRow {
  ref: string;
  title: string;
}

/** @internal */
export interface DbRecordsRow {
  entity_ref: string;
  type: string;
  source: string;
  id: string;
  at_ms: number;
  observed_ms: number;
  environment: string | null;
  tier: string | null;
  data: string;
  stamps: string;
}

/** @internal */
export interface DbEventsRow {
  source: string;
  id: string;
  type: string;
  at_ms: number;
  data: string;
}

/** @internal */
export interface DbEventKeysRow {
  join_key: string;
  source: string;
  id: string;
}

/** @internal */
export interface DbUnmatchedRow {
  type: string;
  source: string;
  id: string;
  repository: string | null;
  service: string | null;
  reason: string;
  data: string;
  stamps: string;
  first_seen_ms: number;
  last_seen_ms: number;
}

/** @internal */
export interface DbSourceNotesRow {
  source: string;
  note: string;
  count: number;
  last_ms: number;
}

/** @internal */
export interface DbDueRow {
  entity_ref: string;
  due_ms: number;
}

/** @internal */
export interface DbTemplatesRow {
  id: string;
  origin: 'config' | 'api' | 'collector';
  data: string;
  updated_ms: number;
}

/** @internal */
export interface DbScorecardsRow {
  entity_ref: string;
  data: string;
}

/** @internal */
export interface DbDimensionResultsRow {
  entity_ref: string;
  dimension_id: string;
  level: number | null;
  score: number | null;
  coverage: number;
  target: number;
  at_target: DbBoolean | null;
}

/** @internal */
export interface DbCheckResultsRow {
  entity_ref: string;
  check_id: string;
  dimension_id: string;
  outcome: string;
  level: number | null;
  value: number | null;
  n: number | null;
  /** Σ over its samples of the hours beyond the target; with the next two, for means over entities. */
  excess_sum: number | null;
  excess_samples: number | null;
  /** Samples beyond the target, a week. */
  excess_per_week: number | null;
}

/**
 * The times of an entity's changes, in sums that add up over entities. Beside these columns there is one per segment of
 * `TIME_SEGMENTS` (`hours_…` of the changes, `lost_…` of the part beyond the target), and `bucket_0…` counting changes
 * by lead time.
 *
 * @internal
 */
export interface DbChangeTimesRow {
  entity_ref: string;
  changes: number;
  /** Changes that a target could be held against. */
  graded: number;
  beyond: number;
  per_week: number;
  /** Hours beyond the target, over all changes. */
  lost: number;
  lost_working: number;
  [
    column:
      | `hours_${string}`
      | `lost_${string}`
      | `untold_${string}`
      | `bucket_${number}`
  ]: number;
}

/** @internal */
export interface DbHistoryRow {
  entity_ref: string;
  /** Empty for the whole scorecard. */
  dimension_id: string;
  /** UTC day, `2026-11-22`. */
  day: string;
  level: number | null;
  score: number | null;
  previous_level: number | null;
  previous_score: number | null;
  /** True where nothing was known before: then there is no previous state to subtract. */
  first: DbBoolean;
  /** 0..1; unknown in rows of an earlier version. */
  coverage: number | null;
  model_version: string;
  /** Of the previous state; unknown where there is none, and in rows of an earlier version. */
  previous_model_version: string | null;
}

/** @internal */
export interface DbTasksRow {
  id: string;
  entity_ref: string;
  check_id: string;
  kind: string;
  state: string;
  owner_ref: string | null;
  assignee_ref: string | null;
  due_at_ms: number | null;
  snoozed_until_ms: number | null;
  gain: number;
  /** Place among all tasks, the highest first; ties by `order_key`. */
  rank: number;
  order_key: string;
  opened_at_ms: number;
  updated_at_ms: number;
  resolved_at_ms: number | null;
  /** The whole `Task`, JSON; the columns repeat what is filtered and sorted by. */
  data: string;
}

/** @internal */
export interface DbTaskEventsRow {
  seq: number | string;
  task_id: string;
  at_ms: number;
  data: string;
}

/** @internal */
export interface DbPendingRegressionsRow {
  entity_ref: string;
  check_id: string;
  since_ms: number;
  evaluations: number;
}

/** @internal */
export interface DbWaiversRow {
  id: string;
  entity_ref: string;
  check_id: string;
  state: 'requested' | 'approved' | 'rejected' | 'ended';
  reason: string;
  from_ms: number;
  until_ms: number;
}

/** @internal */
export interface DbEvaluationQueueRow {
  entity_ref: string;
  priority: number;
  dirty_at_ms: number;
  marks: number;
  reason: string;
  lease_owner: string | null;
  lease_until_ms: number;
  attempts: number;
  not_before_ms: number;
  message: string | null;
  run_id: string | null;
}

/** @internal */
export interface DbEvaluationRunsRow {
  id: string;
  state: 'queued' | 'running' | 'done' | 'failed';
  total: number;
  done: number;
  failed: number;
  replay: string | null;
  lease_owner: string | null;
  lease_until_ms: number;
  created_at_ms: number;
  finished_at_ms: number | null;
  message: string | null;
}

/** @internal */
export interface DbIngestSourcesRow {
  source: string;
  records: number;
  newest_ms: number;
  last_received_ms: number;
}

/** @internal */
export interface DbSourceReachRow {
  /** Empty for what the source declares of all its entities. */
  entity_ref: string;
  source: string;
  kind: string;
  /** Proven from then on; declared then, and holding throughout. */
  since_ms: number;
}

/** @internal */
export interface DbCollectorStateRow {
  collector_id: string;
  key: string;
  value: string;
}

/** @internal */
export interface DbCollectorStatusRow {
  collector_id: string;
  entity_ref: string;
  /** Absent for what was sent, and in rows of an earlier version. */
  host: string | null;
  state: string;
  message: string | null;
  retry_at_ms: number | null;
  /** JSON array of kinds of facts that were read completely. */
  reach: string;
  /** JSON object: since when kinds of facts could not be read anew, epoch ms; absent where all are read. */
  unread_since: string | null;
  updated_ms: number;
}

/** @internal */
export interface DbCollectorRunsRow {
  collector_id: string;
  data: string;
}

/** @internal */
export interface DbMetaRow {
  key: string;
  value: string;
}
