// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * Everything is evaluated again every night, which takes minutes with many entities. An event that comes in meanwhile
 * must not wait for its end: what has just happened goes first. Workers take from the front of an index in that order;
 * the former index only served to find what may be taken, all of which was then sorted for every batch.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('maturity_evaluation_queue', table => {
    table
      .integer('priority')
      .notNullable()
      .defaultTo(0)
      .comment(
        'Lower goes first: 0 something happened, 1 a pass over everything',
      );
    table.dropIndex(
      ['not_before_ms', 'dirty_at_ms'],
      'maturity_evaluation_queue_order_idx',
    );
    table.index(
      ['priority', 'dirty_at_ms', 'entity_ref'],
      'maturity_evaluation_queue_order_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('maturity_evaluation_queue', table => {
    table.dropIndex(
      ['priority', 'dirty_at_ms', 'entity_ref'],
      'maturity_evaluation_queue_order_idx',
    );
    table.dropColumn('priority');
    table.index(
      ['not_before_ms', 'dirty_at_ms'],
      'maturity_evaluation_queue_order_idx',
    );
  });
};
