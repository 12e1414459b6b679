// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * A collector reads several hosts, of which one may be down while the others are well. Whose trouble a word about an
 * entity is, is not told by the entity's name.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('maturity_collector_status', table => {
    table
      .text('host')
      .nullable()
      .comment('Where the entity is read; absent until it is read again');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('maturity_collector_status', table => {
    table.dropColumn('host');
  });
};
