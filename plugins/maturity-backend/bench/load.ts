// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { bulkInsert, isPostgres } from '../src/store/bulk';
import { MIGRATIONS_DIRECTORY } from '../src/store/createStore';
import { BenchDatabase } from './database';
import { recordsOf, rowsOf } from './records';

const ENTITIES_PER_STATEMENT = 10;

/**
 * Fills the records table by multi-row inserts, about a thousand rows a statement: what the later measurements work
 * on, and the floor of ingest. Only the statements are timed.
 */
export async function load(
  database: BenchDatabase,
  options: { entities: number; deployments: number; now: Date },
): Promise<{ records: number; seconds: number }> {
  const { entities, deployments, now } = options;
  const knex = await database.open('maturity');
  try {
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    let records = 0;
    let milliseconds = 0;
    for (let from = 0; from < entities; from += ENTITIES_PER_STATEMENT) {
      const count = Math.min(ENTITIES_PER_STATEMENT, entities - from);
      const rows = Array.from({ length: count }).flatMap((_, index) =>
        rowsOf(recordsOf(from + index, deployments, now)),
      );
      const start = performance.now();
      await bulkInsert(knex, 'maturity_records', rows);
      milliseconds += performance.now() - start;
      records += rows.length;
    }
    // What the server does by itself some time after so many rows were added.
    await knex.raw(isPostgres(knex) ? 'vacuum analyze' : 'analyze');
    return { records, seconds: milliseconds / 1000 };
  } finally {
    await knex.destroy();
  }
}
