// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * A collector that fails keeps what it read before. Since when it could not read pipelines and gates anew is kept, so
 * that figures from them can say that they are stale.
 */

const TABLE = 'maturity_collector_status';

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable(TABLE, table => {
    table
      .text('unread_since')
      .nullable()
      .comment('Since when kinds of facts could not be read anew, JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable(TABLE, table => {
    table.dropColumn('unread_since');
  });
};
