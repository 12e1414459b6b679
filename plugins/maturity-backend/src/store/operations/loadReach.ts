// SPDX-License-Identifier: Apache-2.0
import { groupBy } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import { StoredReach } from '../composeReach';
import { whereAnyOf } from '../bulk';
import { DbCollectorStatusRow, DbSourceReachRow } from '../tables';
import { ALL_ENTITIES } from './declareReach';

/** What is stored of what the sources of entities can tell, in three queries however many entities there are. @internal */
export async function loadReach(
  knex: Knex,
  entityRefs: string[],
): Promise<Map<string, StoredReach>> {
  const statuses: DbCollectorStatusRow[] = await whereAnyOf(
    knex<DbCollectorStatusRow>('maturity_collector_status').select('*'),
    knex,
    'entity_ref',
    entityRefs,
  );
  const proven: DbSourceReachRow[] = await whereAnyOf(
    knex<DbSourceReachRow>('maturity_source_reach').select('*'),
    knex,
    'entity_ref',
    entityRefs,
  );
  const declared: DbSourceReachRow[] = await whereAnyOf(
    knex<DbSourceReachRow>('maturity_source_reach')
      .where({ entity_ref: ALL_ENTITIES })
      .select('*'),
    knex,
    'source',
    [...new Set(proven.map(({ source }) => source))],
  );
  const statusesOf = groupBy(statuses, row => row.entity_ref);
  const provenOf = groupBy(proven, row => row.entity_ref);
  const declaredOf = groupBy(declared, row => row.source);
  return new Map(
    entityRefs.map(ref => {
      const own = provenOf.get(ref) ?? [];
      const sources = [...new Set(own.map(({ source }) => source))];
      return [
        ref,
        {
          statuses: statusesOf.get(ref) ?? [],
          proven: own,
          declared: sources.flatMap(source => declaredOf.get(source) ?? []),
        },
      ];
    }),
  );
}
