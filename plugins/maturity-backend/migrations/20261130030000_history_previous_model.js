// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * A score that moves because it is measured or graded differently says nothing of the entity. History keeps the model
 * of the state before beside it, so that such a move is told apart in sums over many entities. What was stored before
 * has none, and counts as of one model.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('maturity_history', table => {
    table
      .text('previous_model_version')
      .nullable()
      .comment(
        'Model of the previous state; unknown in rows of an earlier version',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('maturity_history', table => {
    table.dropColumns('previous_model_version');
  });
};
