// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbCollectorRunsRow } from '../../tables';

/** @internal */
export async function readRuns(knex: Knex): Promise<DbCollectorRunsRow[]> {
  return knex<DbCollectorRunsRow>('maturity_collector_runs').select('*');
}

/** @internal */
export async function saveRun(
  knex: Knex,
  row: DbCollectorRunsRow,
): Promise<void> {
  await knex<DbCollectorRunsRow>('maturity_collector_runs')
    .insert(row)
    .onConflict('collector_id')
    .merge();
}
