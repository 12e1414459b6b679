// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/** How many entities wait for evaluation. @internal */
export async function countDirty(knex: Knex): Promise<number> {
  const [row] = await knex('maturity_evaluation_queue').count({ count: '*' });
  return Number(row.count);
}
