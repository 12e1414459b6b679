// SPDX-License-Identifier: Apache-2.0
// @ts-check

/*
 * Tasks are listed in one order everywhere, the order of a scorecard's next step. It is computed with the task and
 * stored beside it, so that a list of any length has it from an index. What a task lifts is told as data; what earlier
 * versions stored said a level and not of what, so it goes until the next evaluation writes it anew.
 */

/** Rows that are rewritten at a time. */
const BATCH = 500;

/** Where the rank of a task without a lift begins, see `taskRank`. */
const NO_LIFT = 1000;

/** @type {Record<string, number>} */
const WORK = { low: 1, medium: 3, high: 8 };

/**
 * @param {import('knex').Knex} knex
 * @param {(task: any) => { data: any, columns: object }} rewrite
 */
async function rewriteTasks(knex, rewrite) {
  let after = '';
  for (;;) {
    const rows = await knex('maturity_tasks')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .select('id', 'data');
    for (const row of rows) {
      const { data, columns } = rewrite(JSON.parse(row.data));
      await knex('maturity_tasks')
        .where({ id: row.id })
        .update({ ...columns, data: JSON.stringify(data) });
    }
    if (rows.length < BATCH) {
      return;
    }
    after = rows[rows.length - 1].id;
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Ids are compared by their bytes, as the core compares them, whatever the locale of the database.
  const text = knex.client.config.client.includes('sqlite')
    ? 'text'
    : 'text collate "C"';
  await knex.schema.alterTable('maturity_tasks', table => {
    table
      .double('rank')
      .notNullable()
      .defaultTo(0)
      .comment('Place among all tasks, the highest first');
    table
      .specificType('order_key', text)
      .notNullable()
      .defaultTo('')
      .comment('Check id and task id, for tasks of one rank');
    table.index(['state', 'rank', 'order_key'], 'maturity_tasks_order_idx');
  });
  await knex.schema.alterTable('maturity_entities', table => {
    table.text('next_lifts').nullable().comment('What it lifts, JSON');
    table.double('next_coverage_gain').nullable();
  });
  await rewriteTasks(knex, task => {
    const { liftsLevelTo: _former, ...data } = task;
    const rank = NO_LIFT + data.gain / (WORK[data.effort] ?? WORK.medium);
    return {
      data: { ...data, rank },
      columns: { rank, order_key: `${data.checkId} ${data.id}` },
    };
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await rewriteTasks(knex, task => {
    const {
      rank: _rank,
      lifts,
      coverageGain: _coverage,
      waitsFor: _cause,
      ...data
    } = task;
    return {
      data: { ...data, ...(lifts && { liftsLevelTo: lifts.level }) },
      columns: {},
    };
  });
  await knex.schema.alterTable('maturity_tasks', table => {
    table.dropIndex(['state', 'rank', 'order_key'], 'maturity_tasks_order_idx');
    table.dropColumns('rank', 'order_key');
  });
  await knex.schema.alterTable('maturity_entities', table => {
    table.dropColumns('next_lifts', 'next_coverage_gain');
  });
};
