// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/** The kinds of entities that are scored. @internal */
export async function readKinds(options: { knex: Knex }): Promise<string[]> {
  return options
    .knex('maturity_entities')
    .where('state', 'active')
    .distinct()
    .orderBy('kind')
    .pluck('kind');
}
