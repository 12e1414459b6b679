// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * An absence is a zero only where the source could have told. What a source has told of an entity once it can tell from
 * then on, also when the record that showed it is long gone; so it is kept by itself, one row per kind of facts.
 */

const TABLE = 'maturity_source_reach';

/** What stored records prove, by a condition on them. */
const PROOFS = [
  { kind: 'deployments', where: "type = 'deployment'" },
  {
    kind: 'failures',
    where: `type = 'deployment' and data like '%"outcome":"failed"%'`,
  },
  {
    kind: 'waits.approval',
    where: `type = 'deployment' and data like '%"kind":"approval"%'`,
  },
  {
    kind: 'waits.queue',
    where: `type = 'deployment' and data like '%"kind":"queue"%'`,
  },
  {
    kind: 'changes',
    where: `type = 'deployment' and data like '%"changes":[{%'`,
  },
  { kind: 'pipelines', where: "type = 'pipeline'" },
  {
    kind: 'gates',
    where: `type = 'pipeline' and (data like '%"gatesComplete":true%'
      or data like '%"kind":"required-reviewers"%'
      or data like '%"kind":"wait-timer"%'
      or data like '%"kind":"branch-policy"%')`,
  },
  { kind: 'incidents', where: "type = 'incident'" },
  { kind: 'provisionings', where: "type = 'provisioning'" },
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable(TABLE, table => {
    table.comment('What a source can tell: proven per entity, or declared');
    table
      .text('entity_ref')
      .notNullable()
      .comment('Empty for what the source declares of all its entities');
    table.text('source').notNullable();
    table.text('kind').notNullable();
    table
      .double('since_ms')
      .notNullable()
      .comment('Proven from then on; declared then, and holding throughout');
    table.primary(['entity_ref', 'source', 'kind']);
    table.index(['source', 'entity_ref'], `${TABLE}_source_idx`);
  });
  for (const { kind, where } of PROOFS) {
    await knex.raw(
      `insert into ${TABLE} (entity_ref, source, kind, since_ms)
       select entity_ref, source, '${kind}', min(at_ms) from maturity_records where ${where} group by entity_ref, source`,
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable(TABLE);
};
