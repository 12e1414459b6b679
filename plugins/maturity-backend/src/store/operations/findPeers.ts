// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { whereAnyOf } from '../bulk';
import { DbEntitiesRow } from '../tables';

/**
 * The entities whose provisioning times may be inferred from the given ones: those of the same system or owner.
 *
 * @internal
 */
export async function findPeers(
  tx: Knex,
  entityRefs: string[],
): Promise<string[]> {
  if (entityRefs.length === 0) {
    return [];
  }
  const provisioned = await whereAnyOf(
    tx<DbEntitiesRow>('maturity_entities').distinct('system_ref', 'owner_ref'),
    tx,
    'entity_ref',
    entityRefs,
  );
  const systems = distinct(provisioned.map(row => row.system_ref));
  const owners = distinct(provisioned.map(row => row.owner_ref));
  const peers = await tx<DbEntitiesRow>('maturity_entities')
    .where({ state: 'active' })
    .andWhere(either => {
      void whereAnyOf(either, tx, 'system_ref', systems);
      void either.orWhere(owned => whereAnyOf(owned, tx, 'owner_ref', owners));
    })
    .select('entity_ref');
  return peers.map(row => row.entity_ref);
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values.filter(value => value !== null))];
}
