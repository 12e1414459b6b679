// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { bulkInsert, isPostgres } from '../bulk';
import { DbIngestSourcesRow } from '../tables';

/** Notes what each source delivered, for the overview of sources. @internal */
export async function noteSources(
  tx: Knex,
  options: {
    sources: Map<string, { added: number; newestMs: number }>;
    now: Date;
  },
): Promise<void> {
  // One order for all writers, so that two batches do not block each other.
  const rows = [...options.sources.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, { added, newestMs }]) => ({
      source,
      records: added,
      newest_ms: newestMs,
      last_received_ms: options.now.getTime(),
    }));
  const larger = isPostgres(tx) ? 'greatest' : 'max';
  await bulkInsert<DbIngestSourcesRow>(tx, 'maturity_ingest_sources', rows, {
    conflict: ['source'],
    update: ['last_received_ms'],
    updateRaw: {
      records: 'maturity_ingest_sources.records + excluded.records',
      newest_ms: `${larger}(maturity_ingest_sources.newest_ms, excluded.newest_ms)`,
    },
  });
}
