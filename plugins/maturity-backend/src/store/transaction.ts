// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

const ATTEMPTS = 6;
/** PostgreSQL: deadlock, serialization failure, unique violation between concurrent writers. SQLite: busy. */
const RETRIED_CODES = new Set(['40P01', '40001', 'SQLITE_BUSY']);

/**
 * Runs a transaction again when another one got in its way. The callback must not have effects outside the
 * transaction.
 *
 * @internal
 */
export async function inTransaction<T>(
  knex: Knex,
  run: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await knex.transaction(run);
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt >= ATTEMPTS || !code || !RETRIED_CODES.has(code)) {
        throw error;
      }
      // Different waits let one of two rivals go first.
      await new Promise(resolve =>
        setTimeout(resolve, attempt * 10 + Math.random() * 40),
      );
    }
  }
}
