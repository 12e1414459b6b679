// SPDX-License-Identifier: Apache-2.0
import knexFactory, { Knex } from 'knex';
import fs from 'node:fs';
import path from 'node:path';

/** An empty database of one engine, reachable before the backend starts and by the backend itself. */
export interface BenchDatabase {
  /** `backend.database` of the backend's configuration. */
  config: object;
  /** Opens the database of one plugin. */
  open(pluginId: string): Promise<Knex>;
}

export async function createDatabase(
  engine: 'sqlite' | 'postgresql',
  options: { folder: string; name: string },
): Promise<BenchDatabase> {
  return engine === 'sqlite' ? sqlite(options) : postgres(options);
}

function sqlite(options: { folder: string; name: string }): BenchDatabase {
  const directory = path.join(options.folder, `sqlite-${options.name}`);
  fs.mkdirSync(directory, { recursive: true });
  return {
    config: { client: 'better-sqlite3', connection: { directory } },
    open: async pluginId =>
      knexFactory({
        client: 'better-sqlite3',
        connection: { filename: path.join(directory, `${pluginId}.sqlite`) },
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      }),
  };
}

function postgres(options: { name: string }): BenchDatabase {
  const url = new URL(process.env.BENCH_POSTGRES!);
  const prefix = `bench_${options.name}_`;
  const connection = {
    host: url.hostname,
    port: Number(url.port),
    user: url.username,
    password: url.password,
  };
  return {
    config: { client: 'pg', connection, prefix },
    async open(pluginId) {
      const database = `${prefix}${pluginId}`;
      const admin = knexFactory({
        client: 'pg',
        connection: { ...connection, database: 'postgres' },
      });
      try {
        const { rows } = await admin.raw(
          'select 1 from pg_database where datname = ?',
          [database],
        );
        if (rows.length === 0) {
          await admin.raw('create database ??', [database]);
        }
      } finally {
        await admin.destroy();
      }
      return knexFactory({
        client: 'pg',
        connection: { ...connection, database },
      });
    },
  };
}
