// SPDX-License-Identifier: Apache-2.0
import {
  LEAD_TIME_BUCKETS,
  TIME_SEGMENTS,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { CheckRollupOptions, isEverything } from './readCheckRollup';
import { whereEntities } from './whereEntities';

const SUMMED = [
  'changes',
  'graded',
  'beyond',
  'per_week',
  'lost',
  'lost_working',
  ...TIME_SEGMENTS.flatMap(id => [`hours_${id}`, `lost_${id}`, `untold_${id}`]),
  ...Array.from({ length: LEAD_TIME_BUCKETS }, (_, at) => `bucket_${at}`),
];

/** Sums over the entities of a selection, by column of `maturity_change_times`. @internal */
export interface ChangeTimesSums {
  entities: number;
  sums: Record<string, number>;
}

/** The times of the changes of all entities of a selection, added up. @internal */
export async function readChangeTimes(
  options: CheckRollupOptions,
): Promise<ChangeTimesSums> {
  const { knex, selection, visible } = options;
  const query = knex('maturity_change_times as t');
  // Entities that left have no row, so everything needs no look at the entities.
  if (!isEverything(options)) {
    query.join('maturity_entities as e', 'e.entity_ref', 't.entity_ref');
    whereEntities(query, selection, visible);
  }
  const [row] = await query.select(
    knex.raw('count(*) as entities'),
    ...SUMMED.map(column => knex.raw('sum(??) as ??', [`t.${column}`, column])),
  );
  return {
    entities: Number(row.entities),
    sums: Object.fromEntries(
      SUMMED.map(column => [column, Number(row[column] ?? 0)]),
    ),
  };
}
