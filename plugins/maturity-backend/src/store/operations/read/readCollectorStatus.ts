// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbCollectorStatusRow } from '../../tables';

/** The last word of every collector about one entity. @internal */
export async function readCollectorStatus(options: {
  knex: Knex;
  entityRef: string;
}): Promise<DbCollectorStatusRow[]> {
  return options
    .knex('maturity_collector_status')
    .where('entity_ref', options.entityRef)
    .orderBy('collector_id');
}
