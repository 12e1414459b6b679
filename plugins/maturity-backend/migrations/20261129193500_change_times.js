// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * Hours lost a week were added up over deployments that wait side by side, and over checks that see the same wait. What
 * is told instead are means: over the samples of a check, and over changes, whose time is cut into parts that add up.
 * The sums that such means over many entities are made from are stored per entity, with a histogram of lead times for
 * the median change of a team or the organization. The next evaluation of an entity writes them.
 */

const SEGMENTS = [
  'code',
  'review',
  'batch',
  'queue',
  'timer',
  'approval',
  'deploy',
];
const BUCKETS = 65;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('maturity_change_times', table => {
    table.comment(
      'Times of the changes that went live in the window, in sums that add up over entities',
    );
    table.text('entity_ref').primary();
    table.integer('changes').notNullable();
    table
      .integer('graded')
      .notNullable()
      .comment('Changes that a target could be held against');
    table.integer('beyond').notNullable().comment('Longer than the target');
    table.double('per_week').notNullable();
    table.double('lost').notNullable().comment('Hours beyond the target');
    table.double('lost_working').notNullable();
    for (const id of SEGMENTS) {
      table.double(`hours_${id}`).notNullable();
      table.double(`lost_${id}`).notNullable();
      table
        .integer(`untold_${id}`)
        .notNullable()
        .comment('Changes of which no source could tell it');
    }
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      table.integer(`bucket_${bucket}`).notNullable();
    }
  });
  await knex.schema.alterTable('maturity_check_results', table => {
    table.dropColumn('time_lost');
    table
      .double('excess_sum')
      .nullable()
      .comment('Hours of samples beyond the target; for means only');
    table.integer('excess_samples').nullable();
    table.double('excess_per_week').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('maturity_check_results', table => {
    table.dropColumns('excess_sum', 'excess_samples', 'excess_per_week');
    table.double('time_lost').nullable();
  });
  await knex.schema.dropTable('maturity_change_times');
};
