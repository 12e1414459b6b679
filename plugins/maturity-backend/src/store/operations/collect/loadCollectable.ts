// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbEntitiesRow } from '../../tables';

/** The scored entities as the catalog has them. @internal */
export async function loadCollectable(
  knex: Knex,
): Promise<Pick<DbEntitiesRow, 'entity_ref' | 'entity'>[]> {
  return knex<DbEntitiesRow>('maturity_entities')
    .where({ state: 'active' })
    .orderBy('entity_ref')
    .select('entity_ref', 'entity');
}
