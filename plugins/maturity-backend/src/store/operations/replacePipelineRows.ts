// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { isPostgres } from '../bulk';
import { DbRecordsRow } from '../tables';

/**
 * Removes the pipeline definitions of an entity that a newer reading no longer has. Answers `stale` and removes
 * nothing when what is stored was read later than that.
 *
 * @internal
 */
export async function removeOldPipelines(
  tx: Knex.Transaction,
  options: {
    entityRef: string;
    source?: string;
    observedMs: number;
    keep: Set<string>;
  },
): Promise<'stale' | { removed: number }> {
  const { entityRef, source, observedMs, keep } = options;
  const query = tx<DbRecordsRow>('maturity_records')
    .where({ entity_ref: entityRef, type: 'pipeline' })
    .orderBy('id')
    .select('source', 'id', 'observed_ms');
  if (source) {
    void query.andWhere({ source });
  }
  const rows = await (isPostgres(tx) ? query.forUpdate() : query);
  if (rows.some(row => row.observed_ms > observedMs)) {
    return 'stale';
  }
  const gone = rows.filter(row => !keep.has(`${row.source} ${row.id}`));
  for (const { source: goneSource, id } of gone) {
    await tx<DbRecordsRow>('maturity_records')
      .where({
        entity_ref: entityRef,
        type: 'pipeline',
        source: goneSource,
        id,
      })
      .delete();
  }
  return { removed: gone.length };
}
