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
  | 'rematched-at';

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

/** Gives a version that nobody has seen, which tells other processes that what they remember is old. @internal */
export async function renewMeta(knex: Knex, key: MetaKey): Promise<void> {
  await writeMeta(knex, key, randomUUID());
}
