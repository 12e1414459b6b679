// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbDimensionResultsRow } from '../../tables';
import { whereInJson } from './whereInJson';

/** The dimensions of these entities, by entity reference. @internal */
export async function readDimensionResults(options: {
  knex: Knex;
  entityRefs: string[];
}): Promise<Map<string, DbDimensionResultsRow[]>> {
  const rows: DbDimensionResultsRow[] = await whereInJson(
    options.knex('maturity_dimension_results').select('*'),
    'entity_ref',
    options.entityRefs,
  );
  const byEntity = new Map<string, DbDimensionResultsRow[]>();
  for (const row of rows) {
    const known = byEntity.get(row.entity_ref);
    if (known) {
      known.push(row);
    } else {
      byEntity.set(row.entity_ref, [row]);
    }
  }
  return byEntity;
}
