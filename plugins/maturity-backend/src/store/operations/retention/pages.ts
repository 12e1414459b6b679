// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { Batches } from '../../Batches';
import { DbEntitiesRow } from '../../tables';

/** All entities, those that left the catalog too, a page at a time. @internal */
export async function* entityPages(
  knex: Knex,
  batches: Batches,
): AsyncGenerator<string[]> {
  let after = '';
  for (;;) {
    const limit = batches.size;
    const rows = await knex<DbEntitiesRow>('maturity_entities')
      .where('entity_ref', '>', after)
      .orderBy('entity_ref')
      .limit(limit)
      .select('entity_ref');
    if (rows.length > 0) {
      yield rows.map(row => row.entity_ref);
    }
    if (rows.length < limit) {
      return;
    }
    after = rows[rows.length - 1].entity_ref;
  }
}
