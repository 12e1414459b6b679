// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { bulkInsert } from '../../bulk';
import { DbCollectorStateRow } from '../../tables';

/** What a collector remembers under a key. @internal */
export async function readWatermark(
  knex: Knex,
  options: { collectorId: string; key: string },
): Promise<string | undefined> {
  const row = await knex<DbCollectorStateRow>('maturity_collector_state')
    .where({ collector_id: options.collectorId, key: options.key })
    .first();
  return row?.value;
}

/** Remembers where reading goes on, in the transaction of the records before it. @internal */
export async function writeWatermarks(
  tx: Knex,
  options: { collectorId: string; watermarks: ReadonlyMap<string, string> },
): Promise<void> {
  await bulkInsert<DbCollectorStateRow>(
    tx,
    'maturity_collector_state',
    [...options.watermarks].map(([key, value]) => ({
      collector_id: options.collectorId,
      key,
      value,
    })),
    { conflict: ['collector_id', 'key'], update: ['value'] },
  );
}

/** Forgets what is remembered under a key, or under one that begins with it and `#`, but for those in force. @internal */
export async function forgetWatermarks(
  tx: Knex,
  options: { collectorId: string; of: string; keep: string[] },
): Promise<void> {
  const { collectorId, of, keep } = options;
  await tx<DbCollectorStateRow>('maturity_collector_state')
    .where({ collector_id: collectorId })
    .whereNotIn('key', keep)
    .andWhere(any =>
      any
        .where('key', of)
        .orWhereRaw('substr(key, 1, ?) = ?', [of.length + 1, `${of}#`]),
    )
    .delete();
}
