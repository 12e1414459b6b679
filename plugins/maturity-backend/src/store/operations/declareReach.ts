// SPDX-License-Identifier: Apache-2.0
import { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert, whereAnyOf } from '../bulk';
import { DbSourceReachRow } from '../tables';
import { markDirty } from './markDirty';

const TABLE = 'maturity_source_reach';
/** Stands for all entities of a source. @internal */
export const ALL_ENTITIES = '';

/**
 * Notes what sources declare that they can tell; what they declared before and do not any more is taken back. Entities
 * that they delivered are scored anew where that changed.
 *
 * @internal
 */
export async function declareReach(
  tx: Knex,
  options: {
    sources: Iterable<string>;
    reach: readonly ReachKind[];
    now: Date;
  },
): Promise<void> {
  const sources = [...new Set(options.sources)].sort();
  const kinds = [...new Set<string>(options.reach)].sort();
  const declared = tx<DbSourceReachRow>(TABLE).where({
    entity_ref: ALL_ENTITIES,
  });
  const known: DbSourceReachRow[] = await whereAnyOf(
    declared.clone().select('*'),
    tx,
    'source',
    sources,
  );
  const rows = sources.flatMap(source =>
    kinds
      .filter(
        kind => !known.some(row => row.source === source && row.kind === kind),
      )
      .map(kind => ({
        entity_ref: ALL_ENTITIES,
        source,
        kind,
        since_ms: options.now.getTime(),
      })),
  );
  const withdrawn = known.filter(row => !kinds.includes(row.kind));
  const changed = [
    ...new Set([...rows, ...withdrawn].map(({ source }) => source)),
  ];
  if (changed.length === 0) {
    return;
  }
  if (withdrawn.length > 0) {
    await whereAnyOf(
      declared.clone().whereNotIn('kind', kinds).delete(),
      tx,
      'source',
      changed,
    );
  }
  await bulkInsert<DbSourceReachRow>(tx, TABLE, rows, {
    conflict: ['entity_ref', 'source', 'kind'],
  });
  const delivered: Pick<DbSourceReachRow, 'entity_ref'>[] = await whereAnyOf(
    tx<DbSourceReachRow>(TABLE)
      .whereNot({ entity_ref: ALL_ENTITIES })
      .distinct('entity_ref'),
    tx,
    'source',
    changed,
  );
  await markDirty(tx, {
    entityRefs: delivered.map(row => row.entity_ref),
    reason: 'reach',
    now: options.now,
    isBackground: true,
  });
}
