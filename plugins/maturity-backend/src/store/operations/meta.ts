// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { DbMetaRow } from '../tables';

/** Names of single values of the installation. @internal */
export type MetaKey =
  | 'catalog-version'
  | 'catalog-templates'
  | 'groups-hash'
  | 'provisionings-version'
  | 'model-version'
  | 'templates-version'
  | 'pending-removal'
  | 'rematched-at'
  | 'removed-before'
  | 'history-thinned-to';

/** @internal */
export async function readMeta(
  knex: Knex,
  key: MetaKey,
): Promise<string | undefined> {
  const row = await knex<DbMetaRow>('maturity_meta').where({ key }).first();
  return row?.value;
}

/** @internal */
export async function writeMeta(
  knex: Knex,
  key: MetaKey,
  value: string,
): Promise<void> {
  await knex<DbMetaRow>('maturity_meta')
    .insert({ key, value })
    .onConflict('key')
    .merge();
}

/**
 * Writes a value and answers whether it is another one. Of several processes that write the same value at once, one is
 * told so.
 *
 * @internal
 */
export async function changeMeta(
  knex: Knex,
  key: MetaKey,
  value: string,
): Promise<boolean> {
  const changed = await knex<DbMetaRow>('maturity_meta')
    .insert({ key, value })
    .onConflict('key')
    .merge()
    .where('maturity_meta.value', '<>', value)
    .returning('key');
  return changed.length > 0;
}

/** Gives a version that nobody has seen, which tells other processes that what they remember is old. @internal */
export async function renewMeta(knex: Knex, key: MetaKey): Promise<void> {
  await writeMeta(knex, key, randomUUID());
}
