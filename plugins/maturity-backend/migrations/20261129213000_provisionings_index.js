// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * How long it takes to get a service is told by the requests of all services. They are few among millions of
 * deployments, so they have an index of their own.
 */

const INDEX = 'maturity_records_provisioning_idx';

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `create index ${INDEX} on maturity_records (entity_ref) where type = 'provisioning'`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw(`drop index ${INDEX}`);
};
