// SPDX-License-Identifier: Apache-2.0
// @ts-check

/**
 * Everything that the plugin stores, in three layers of which each can be computed again from the one before it:
 * records (with the events and golden paths they come from), scorecards with their history, and tasks.
 *
 * Times that are compared are epoch milliseconds in double precision columns (`…_ms`): exact up to the year 287396,
 * and numbers on every engine, whereas PostgreSQL's drivers answer a bigint as a string. Documents are JSON in text
 * columns: nothing queries inside them, and text is read the same way everywhere.
 */

/** All tables, those first that refer to others. */
const TABLES = [
  'maturity_entity_facets',
  'maturity_entities',
  'maturity_group_closure',
  'maturity_groups',
  'maturity_titles',
  'maturity_records',
  'maturity_event_keys',
  'maturity_events',
  'maturity_unmatched',
  'maturity_templates',
  'maturity_scorecards',
  'maturity_dimension_results',
  'maturity_check_results',
  'maturity_history',
  'maturity_task_events',
  'maturity_tasks',
  'maturity_pending_regressions',
  'maturity_waivers',
  'maturity_evaluation_queue',
  'maturity_evaluation_runs',
  'maturity_ingest_sources',
  'maturity_collector_state',
  'maturity_collector_status',
  'maturity_collector_runs',
  'maturity_meta',
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createCatalogTables(knex);
  await createRecordTables(knex);
  await createScorecardTables(knex);
  await createTaskTables(knex);
  await createOperationTables(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of TABLES) {
    await knex.schema.dropTableIfExists(table);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
async function createCatalogTables(knex) {
  await knex.schema.createTable('maturity_entities', table => {
    table.comment(
      'One row per scored entity: what the catalog says of it and what lists and rollups ask for',
    );
    table.text('entity_ref').primary().comment('Lower-case full reference');
    table.text('kind').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('title').nullable();
    table.text('owner_ref').nullable();
    table.text('system_ref').nullable();
    table.text('domain_ref').nullable();
    table.text('type').nullable();
    table.text('lifecycle').nullable();
    table.text('tier').nullable();
    table
      .text('identity')
      .notNullable()
      .comment('Hash of what it ships from; tells a renamed entity');
    table.text('entity').notNullable().comment('The catalog entity, JSON');
    table
      .text('hash')
      .notNullable()
      .comment(
        'Of all that the catalog says; unchanged means nothing to write',
      );
    table
      .text('state')
      .notNullable()
      .defaultTo('active')
      .comment('active or withdrawn');
    table.integer('level').nullable();
    table.double('score').nullable();
    table.double('coverage').notNullable().defaultTo(0);
    table.integer('target').notNullable().defaultTo(0);
    table.boolean('at_target').nullable();
    table
      .double('delta_30d')
      .nullable()
      .comment('Score now minus score 30 days ago');
    table.text('model_version').nullable();
    table.double('evaluated_at_ms').nullable();
    table.double('first_evaluated_at_ms').nullable();
    table.integer('open_tasks').notNullable().defaultTo(0);
    table.text('next_check').nullable();
    table.text('next_message').nullable();
    table.double('next_gain').nullable();
    table.boolean('has_records').notNullable().defaultTo(false);
    table.index(
      ['state', 'score', 'entity_ref'],
      'maturity_entities_score_idx',
    );
    table.index(['state', 'name', 'entity_ref'], 'maturity_entities_name_idx');
    table.index(['owner_ref'], 'maturity_entities_owner_idx');
    table.index(['system_ref'], 'maturity_entities_system_idx');
    table.index(['domain_ref'], 'maturity_entities_domain_idx');
    table.index(['identity'], 'maturity_entities_identity_idx');
  });

  await knex.schema.createTable('maturity_entity_facets', table => {
    table.comment(
      'The entities flattened to keys and lower-case values, so that conditional catalog permissions become SQL',
    );
    table.text('entity_ref').notNullable();
    table.text('key').notNullable();
    table.text('value').nullable();
    table.index(['entity_ref'], 'maturity_entity_facets_entity_idx');
    table.index(['key', 'value'], 'maturity_entity_facets_key_value_idx');
  });

  await knex.schema.createTable('maturity_groups', table => {
    table.text('group_ref').primary();
    table.text('title').nullable();
    table.text('parent_ref').nullable();
    table.text('type').nullable();
  });

  await knex.schema.createTable('maturity_group_closure', table => {
    table.comment(
      'Every group with each of its ancestors, itself included at depth 0',
    );
    table.text('group_ref').notNullable();
    table.text('ancestor_ref').notNullable();
    table.integer('depth').notNullable();
    table.primary(['group_ref', 'ancestor_ref']);
    table.index(
      ['ancestor_ref', 'group_ref'],
      'maturity_group_closure_ancestor_idx',
    );
  });

  await knex.schema.createTable('maturity_titles', table => {
    table.comment('Titles of systems and domains');
    table.text('ref').primary();
    table.text('title').notNullable();
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createRecordTables(knex) {
  await knex.schema.createTable('maturity_records', table => {
    table.comment(
      'Delivery records; one that several entities share has a row for each',
    );
    table.text('entity_ref').notNullable();
    table.text('type').notNullable();
    table.text('source').notNullable();
    table.text('id').notNullable();
    table.double('at_ms').notNullable().comment('Where it stands in a window');
    table.double('observed_ms').notNullable();
    table.text('environment').nullable();
    table.text('tier').nullable();
    table.text('data').notNullable();
    table
      .text('stamps')
      .notNullable()
      .comment(
        'When each field was observed, so that order of arrival changes nothing',
      );
    table.primary(['entity_ref', 'type', 'source', 'id']);
    table.index(['entity_ref', 'type', 'at_ms'], 'maturity_records_window_idx');
    table.index(['source', 'id'], 'maturity_records_key_idx');
  });

  // Few of all records, and looked for across all entities of a system or owner.
  await knex.raw(
    `create index maturity_records_provisionings_idx on maturity_records (entity_ref, at_ms)
     where type = 'provisioning'`,
  );

  await knex.schema.createTable('maturity_events', table => {
    table.comment(
      'Normalized events, from which records are computed again when a late one arrives',
    );
    table.text('source').notNullable();
    table.text('id').notNullable();
    table.text('type').notNullable();
    table.double('at_ms').notNullable();
    table.text('data').notNullable();
    table.primary(['source', 'id']);
    table.index(['at_ms'], 'maturity_events_at_idx');
  });

  await knex.schema.createTable('maturity_event_keys', table => {
    table.comment('What joins events: chain, artifact, revision, subject');
    table.text('join_key').notNullable();
    table.text('source').notNullable();
    table.text('id').notNullable();
    table.primary(['join_key', 'source', 'id']);
    table.index(['source', 'id'], 'maturity_event_keys_event_idx');
  });

  await knex.schema.createTable('maturity_unmatched', table => {
    table.comment(
      'Records that belong to no entity yet; matched again when the catalog changes',
    );
    table.text('type').notNullable();
    table.text('source').notNullable();
    table.text('id').notNullable();
    table.text('repository').nullable();
    table.text('service').nullable();
    table.text('reason').notNullable();
    table.text('data').notNullable();
    table.text('stamps').notNullable();
    table.double('first_seen_ms').notNullable();
    table.double('last_seen_ms').notNullable();
    table.primary(['type', 'source', 'id']);
    table.index(
      ['last_seen_ms', 'source', 'id'],
      'maturity_unmatched_seen_idx',
    );
  });

  await knex.schema.createTable('maturity_templates', table => {
    table.comment('Golden paths with their versions');
    table.text('id').primary();
    table.text('origin').notNullable().comment('config, api or collector');
    table.text('data').notNullable();
    table.double('updated_ms').notNullable();
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createScorecardTables(knex) {
  await knex.schema.createTable('maturity_scorecards', table => {
    table.text('entity_ref').primary();
    table.text('data').notNullable();
  });

  await knex.schema.createTable('maturity_dimension_results', table => {
    table.text('entity_ref').notNullable();
    table.text('dimension_id').notNullable();
    table.integer('level').nullable();
    table.double('score').nullable();
    table.double('coverage').notNullable();
    table.integer('target').notNullable();
    table.boolean('at_target').nullable();
    table.primary(['entity_ref', 'dimension_id']);
    table.index(
      ['dimension_id', 'level'],
      'maturity_dimension_results_level_idx',
    );
  });

  await knex.schema.createTable('maturity_check_results', table => {
    table.text('entity_ref').notNullable();
    table.text('check_id').notNullable();
    table.text('dimension_id').notNullable();
    table.text('outcome').notNullable();
    table.integer('level').nullable();
    table.double('value').nullable();
    table.integer('n').nullable();
    table
      .double('time_lost')
      .nullable()
      .comment('Hours a week beyond the target');
    table.primary(['entity_ref', 'check_id']);
    table.index(['check_id', 'outcome'], 'maturity_check_results_outcome_idx');
  });

  await knex.schema.createTable('maturity_history', table => {
    table.comment(
      'Change-only: a state holds until the next row. The previous state beside the new one makes a distribution over time a sum of differences',
    );
    table.text('entity_ref').notNullable();
    table
      .text('dimension_id')
      .notNullable()
      .comment('Empty for the whole scorecard');
    table.string('day', 10).notNullable().comment('UTC day, 2026-11-22');
    table.integer('level').nullable();
    table.double('score').nullable();
    table.integer('previous_level').nullable();
    table.double('previous_score').nullable();
    table
      .boolean('first')
      .notNullable()
      .defaultTo(false)
      .comment('Nothing was known before');
    table.text('model_version').notNullable();
    table.primary(['entity_ref', 'dimension_id', 'day']);
    table.index(['dimension_id', 'day'], 'maturity_history_day_idx');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createTaskTables(knex) {
  await knex.schema.createTable('maturity_tasks', table => {
    table.text('id').primary();
    table.text('entity_ref').notNullable();
    table.text('check_id').notNullable();
    table.text('kind').notNullable();
    table.text('state').notNullable();
    table.text('owner_ref').nullable();
    table.text('assignee_ref').nullable();
    table.double('due_at_ms').nullable();
    table.double('snoozed_until_ms').nullable();
    table.double('gain').notNullable().defaultTo(0);
    table.double('opened_at_ms').notNullable();
    table.double('updated_at_ms').notNullable();
    table.double('resolved_at_ms').nullable();
    table.text('data').notNullable();
    table.index(['entity_ref', 'check_id'], 'maturity_tasks_entity_idx');
    table.index(['state', 'gain', 'id'], 'maturity_tasks_gain_idx');
    table.index(['owner_ref', 'state'], 'maturity_tasks_owner_idx');
  });
  // The database itself refuses a second unfinished task for one check, whatever two processes do at once.
  await knex.raw(
    `create unique index maturity_tasks_one_unfinished_idx on maturity_tasks (entity_ref, check_id)
     where state in ('open', 'in-progress', 'snoozed', 'waived')`,
  );

  await knex.schema.createTable('maturity_task_events', table => {
    table.comment('Every change of a task, kept forever');
    table.bigIncrements('seq');
    table.text('task_id').notNullable();
    table.double('at_ms').notNullable();
    table.text('data').notNullable();
    table.index(['task_id', 'seq'], 'maturity_task_events_task_idx');
  });

  await knex.schema.createTable('maturity_pending_regressions', table => {
    table.comment(
      'Checks below their target, but not for long enough to open a task',
    );
    table.text('entity_ref').notNullable();
    table.text('check_id').notNullable();
    table.double('since_ms').notNullable();
    table.integer('evaluations').notNullable();
    table.primary(['entity_ref', 'check_id']);
  });

  await knex.schema.createTable('maturity_waivers', table => {
    table.text('id').primary();
    table.text('entity_ref').notNullable();
    table.text('check_id').notNullable();
    table.text('state').notNullable();
    table.text('reason').notNullable();
    table.double('from_ms').notNullable();
    table.double('until_ms').notNullable();
    table.index(['entity_ref', 'check_id'], 'maturity_waivers_entity_idx');
    table.index(['state', 'until_ms'], 'maturity_waivers_until_idx');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createOperationTables(knex) {
  await knex.schema.createTable('maturity_evaluation_queue', table => {
    table.comment(
      'Entities that need evaluation. A row is claimed by a lease, and gone when nothing became dirty meanwhile',
    );
    table.text('entity_ref').primary();
    table.double('dirty_at_ms').notNullable();
    table
      .integer('marks')
      .notNullable()
      .defaultTo(1)
      .comment(
        'Counts marks, so that one that arrives during an evaluation is seen whatever the clocks say',
      );
    table.text('reason').notNullable();
    table.text('lease_owner').nullable();
    table.double('lease_until_ms').notNullable().defaultTo(0);
    table.integer('attempts').notNullable().defaultTo(0);
    table.double('not_before_ms').notNullable().defaultTo(0);
    table.text('message').nullable().comment('Why the last attempt failed');
    table.text('run_id').nullable();
    table.index(
      ['not_before_ms', 'dirty_at_ms'],
      'maturity_evaluation_queue_order_idx',
    );
    table.index(['run_id'], 'maturity_evaluation_queue_run_idx');
  });

  await knex.schema.createTable('maturity_evaluation_runs', table => {
    table.text('id').primary();
    table
      .text('state')
      .notNullable()
      .comment('queued, running, done or failed');
    table.integer('total').notNullable();
    table.integer('done').notNullable().defaultTo(0);
    table.integer('failed').notNullable().defaultTo(0);
    table.text('replay').nullable();
    table.text('lease_owner').nullable();
    table.double('lease_until_ms').notNullable().defaultTo(0);
    table.double('created_at_ms').notNullable();
    table.double('finished_at_ms').nullable();
    table.text('message').nullable();
    table.index(['state'], 'maturity_evaluation_runs_state_idx');
  });

  await knex.schema.createTable('maturity_ingest_sources', table => {
    table.text('source').primary();
    table.double('records').notNullable().defaultTo(0);
    table.double('newest_ms').notNullable();
    table.double('last_received_ms').notNullable();
  });

  await knex.schema.createTable('maturity_collector_state', table => {
    table.comment('Watermarks: what was read up to where');
    table.text('collector_id').notNullable();
    table.text('key').notNullable();
    table.text('value').notNullable();
    table.primary(['collector_id', 'key']);
  });

  await knex.schema.createTable('maturity_collector_status', table => {
    table.comment('The last word of a collector about an entity');
    table.text('collector_id').notNullable();
    table.text('entity_ref').notNullable();
    table.text('state').notNullable();
    table.text('message').nullable();
    table.double('retry_at_ms').nullable();
    table
      .text('reach')
      .notNullable()
      .defaultTo('[]')
      .comment('Kinds of facts that were read completely, JSON');
    table.double('updated_ms').notNullable();
    table.primary(['collector_id', 'entity_ref']);
    table.index(['entity_ref'], 'maturity_collector_status_entity_idx');
  });

  await knex.schema.createTable('maturity_collector_runs', table => {
    table.text('collector_id').primary();
    table.text('data').notNullable();
  });

  await knex.schema.createTable('maturity_meta', table => {
    table.comment(
      'Single values of the installation, for example the model version last scored with',
    );
    table.text('key').primary();
    table.text('value').notNullable();
  });
}
