// SPDX-License-Identifier: Apache-2.0
import { Waiver } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../bulk';
import { DbWaiversRow } from '../tables';

/** The approved waivers of entities, also those that have ended. @internal */
export async function loadWaivers(
  knex: Knex,
  entityRefs: string[],
): Promise<Map<string, Waiver[]>> {
  const rows: DbWaiversRow[] = await whereAnyOf(
    knex<DbWaiversRow>('maturity_waivers')
      .where({ state: 'approved' })
      .orderBy('id')
      .select('*'),
    knex,
    'entity_ref',
    entityRefs,
  );
  const waivers = new Map<string, Waiver[]>();
  for (const row of rows) {
    const own = waivers.get(row.entity_ref) ?? [];
    own.push({
      id: row.id,
      entityRef: row.entity_ref,
      checkId: row.check_id,
      reason: row.reason,
      state: row.state,
      from: new Date(row.from_ms).toISOString(),
      until: new Date(row.until_ms).toISOString(),
    });
    waivers.set(row.entity_ref, own);
  }
  return waivers;
}
