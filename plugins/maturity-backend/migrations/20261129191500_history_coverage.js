// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * A score that moves because more of the entity is known says nothing of the entity. History keeps the coverage beside
 * it, so that such a change is told apart from one that somebody worked for. What was stored before has none.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('maturity_history', table => {
    table
      .double('coverage')
      .nullable()
      .comment('0..1, two decimals; unknown in rows of an earlier version');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('maturity_history', table => {
    table.dropColumns('coverage');
  });
};
