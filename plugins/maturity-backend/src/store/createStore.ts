// SPDX-License-Identifier: Apache-2.0
import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** @internal */
export const MIGRATIONS_DIRECTORY = resolvePackagePath(
  '@delivery-maturity/backstage-plugin-maturity-backend',
  'migrations',
);

/**
 * Opens the plugin's database and brings its tables up to date.
 *
 * @internal
 */
export async function createStore(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  }
  return knex;
}
