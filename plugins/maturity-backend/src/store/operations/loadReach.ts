// SPDX-License-Identifier: Apache-2.0
import { MeasureInput } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../bulk';
import { DbCollectorStatusRow } from '../tables';

type Reach = MeasureInput['reach'];

/** What collectors said that they read completely, so that finding none means that there are none. @internal */
export async function loadReach(
  knex: Knex,
  entityRefs: string[],
): Promise<Map<string, Reach>> {
  const reach = new Map(
    entityRefs.map(ref => [
      ref,
      {
        deployments: false,
        gates: false,
        pipelines: false,
        provisionings: false,
      } as Reach,
    ]),
  );
  const rows: DbCollectorStatusRow[] = await whereAnyOf(
    knex<DbCollectorStatusRow>('maturity_collector_status').select('*'),
    knex,
    'entity_ref',
    entityRefs,
  );
  for (const row of rows) {
    const entry = reach.get(row.entity_ref)!;
    for (const kind of JSON.parse(row.reach) as (keyof Reach)[]) {
      entry[kind] = true;
    }
  }
  return reach;
}
