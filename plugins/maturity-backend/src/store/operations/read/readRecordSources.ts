// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/** @internal */
export interface RecordSourceRow {
  source: string;
  newest_ms: number;
}

/** The sources that delivered records of one entity, with the newest of each. @internal */
export async function readRecordSources(options: {
  knex: Knex;
  entityRef: string;
}): Promise<RecordSourceRow[]> {
  return options
    .knex('maturity_records')
    .where('entity_ref', options.entityRef)
    .groupBy('source')
    .orderBy('source')
    .select('source')
    .max({ newest_ms: 'at_ms' });
}
