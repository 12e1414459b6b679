// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbEntitiesRow } from '../../tables';

/** Few enough that all old rows of a page fit into memory, whatever an entity has. */
const PAGE_SIZE = 20;

/** All entities, those that left the catalog too, a page at a time. @internal */
export async function* entityPages(knex: Knex): AsyncGenerator<string[]> {
  let after = '';
  for (;;) {
    const rows = await knex<DbEntitiesRow>('maturity_entities')
      .where('entity_ref', '>', after)
      .orderBy('entity_ref')
      .limit(PAGE_SIZE)
      .select('entity_ref');
    if (rows.length > 0) {
      yield rows.map(row => row.entity_ref);
    }
    if (rows.length < PAGE_SIZE) {
      return;
    }
    after = rows[rows.length - 1].entity_ref;
  }
}
