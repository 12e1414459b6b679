// SPDX-License-Identifier: Apache-2.0
import { EntityRecords } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { rowsFrom, whereAnyOf } from '../bulk';
import { recordReach } from '../recordReach';
import { addRecord, emptyRecords } from '../recordRows';
import { DbRecordsRow } from '../tables';

type LoadedRow = Pick<DbRecordsRow, 'entity_ref' | 'type' | 'data'>;

/**
 * The records of one entity, still as text. Who works on many entities reads those of one at a time: parsed, they take
 * many times the room, and a record that cannot be read fails its own entity only.
 *
 * @internal
 */
export interface LoadedRecords {
  count: number;
  read(): EntityRecords;
}

/**
 * The records of entities that any measure over a window beginning at `from` may look at, and beyond that the last
 * deployment before it: it tells that the entity was deployed before, so that it is not taken for a young one, and that
 * a source delivers its deployments.
 *
 * @internal
 */
export async function loadRecords(
  knex: Knex,
  options: { entityRefs: string[]; from: Date },
): Promise<Map<string, LoadedRecords>> {
  const { entityRefs } = options;
  const { deploymentsFrom, othersFrom } = recordReach(options.from.getTime());
  const rows: LoadedRow[] = await whereAnyOf(
    knex<DbRecordsRow>('maturity_records')
      .where(any =>
        any
          .where(deployments =>
            deployments
              .where('type', 'deployment')
              .andWhere('at_ms', '>=', deploymentsFrom),
          )
          .orWhere('type', 'pipeline')
          .orWhere(others =>
            others
              .whereIn('type', ['provisioning', 'incident', 'fact'])
              .andWhere('at_ms', '>=', othersFrom),
          ),
      )
      .select('entity_ref', 'type', 'data'),
    knex,
    'entity_ref',
    entityRefs,
  );
  const earlier = await lastBefore(knex, entityRefs, deploymentsFrom);
  const rowsOf = new Map<string, LoadedRow[]>(entityRefs.map(ref => [ref, []]));
  for (const row of [...rows, ...earlier]) {
    rowsOf.get(row.entity_ref)!.push(row);
  }
  return new Map(
    [...rowsOf].map(([ref, own]) => [
      ref,
      { count: own.length, read: () => readRecords(own) },
    ]),
  );
}

function readRecords(rows: LoadedRow[]): EntityRecords {
  const records = emptyRecords();
  rows.forEach(row => addRecord(records, row));
  return records;
}

async function lastBefore(
  knex: Knex,
  entityRefs: string[],
  beforeMs: number,
): Promise<LoadedRow[]> {
  const newest = whereAnyOf(
    knex('maturity_records')
      .where('type', 'deployment')
      .andWhere('at_ms', '<', beforeMs)
      .groupBy('entity_ref')
      .select('entity_ref')
      .max('at_ms as at_ms'),
    knex,
    'entity_ref',
    entityRefs,
  );
  return rowsFrom<LoadedRow>(
    await knex.raw(
      `select r.entity_ref, r.type, r.data from (?) as newest join maturity_records as r
       on r.entity_ref = newest.entity_ref and r.type = 'deployment' and r.at_ms = newest.at_ms`,
      [newest],
    ),
  );
}
