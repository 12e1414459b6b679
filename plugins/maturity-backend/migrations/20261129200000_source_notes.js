// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * What was corrected or read leniently is counted for each source, so that its owner can see it. A time that lies a
 * little ahead of the clock counts once it has come; the entity must be evaluated again then.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('maturity_source_notes', table => {
    table.text('source').notNullable();
    table.text('note').notNullable().comment('What was noted, an id');
    table.integer('count').notNullable();
    table.bigInteger('last_ms').notNullable();
    table.primary(['source', 'note']);
  });
  await knex.schema.createTable('maturity_due', table => {
    table.text('entity_ref').notNullable();
    table
      .bigInteger('due_ms')
      .notNullable()
      .comment('When the entity is to be evaluated again');
    table.primary(['entity_ref', 'due_ms']);
    table.index(['due_ms'], 'maturity_due_due_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('maturity_due');
  await knex.schema.dropTable('maturity_source_notes');
};
