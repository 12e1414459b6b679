// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/**
 * Changes whenever an evaluation or the catalog may have changed what a rollup adds up. One pass over a narrow part
 * of the entities.
 *
 * @internal
 */
export async function readDataVersion(options: {
  knex: Knex;
}): Promise<string> {
  const { knex } = options;
  const [row] = await knex('maturity_entities').select(
    knex.raw('count(*) as entities'),
    knex.raw('max(evaluated_at_ms) as newest'),
    knex.raw('sum(evaluated_at_ms) as total'),
    knex.raw("sum(case when state = 'active' then 1 else 0 end) as active"),
  );
  return `${row.entities}/${row.newest}/${row.total}/${row.active}`;
}
