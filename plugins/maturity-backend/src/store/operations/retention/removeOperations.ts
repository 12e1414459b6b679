// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { Batches } from '../../Batches';
import {
  DbCollectorRunsRow,
  DbEvaluationRunsRow,
  DbUnmatchedRow,
} from '../../tables';
import { deleteInBatches } from './deleteInBatches';

/** @internal */
export interface RemoveOptions {
  /** Epoch ms; `-Infinity` removes nothing. */
  before: number;
  batches: Batches;
}

/**
 * Removes a batch of what was sent for no entity and was not sent again since.
 *
 * @returns how many; 0 where nothing is left
 * @internal
 */
export async function removeUnmatched(
  knex: Knex,
  { before, batches }: RemoveOptions,
): Promise<number> {
  if (!Number.isFinite(before)) {
    return 0;
  }
  const rows = await knex<DbUnmatchedRow>('maturity_unmatched')
    .where('last_seen_ms', '<', before)
    .orderBy('last_seen_ms')
    .limit(batches.size)
    .select('type', 'source', 'id');
  return deleteInBatches(knex, {
    table: 'maturity_unmatched',
    rows,
    key: ['type', 'source', 'id'],
    still: { column: 'last_seen_ms', before },
    batches,
  });
}

/**
 * Removes a batch of evaluations and replays that ended.
 *
 * @returns how many; 0 where nothing is left
 * @internal
 */
export async function removeEvaluationRuns(
  knex: Knex,
  { before, batches }: RemoveOptions,
): Promise<number> {
  if (!Number.isFinite(before)) {
    return 0;
  }
  const rows = await knex<DbEvaluationRunsRow>('maturity_evaluation_runs')
    .where('finished_at_ms', '<', before)
    .limit(batches.size)
    .select('id');
  return deleteInBatches(knex, {
    table: 'maturity_evaluation_runs',
    rows,
    key: ['id'],
    batches,
  });
}

/**
 * Removes what is known of collectors that have not run for long: there is one row each, of those that were taken out too.
 *
 * @returns how many
 * @internal
 */
export async function removeCollectorRuns(
  knex: Knex,
  { before, batches }: RemoveOptions,
): Promise<number> {
  const rows = await knex<DbCollectorRunsRow>('maturity_collector_runs').select(
    '*',
  );
  return deleteInBatches(knex, {
    table: 'maturity_collector_runs',
    rows: rows.filter(({ data }) => {
      const { startedAt, finishedAt } = JSON.parse(data);
      return Date.parse(finishedAt ?? startedAt) < before;
    }),
    key: ['collector_id'],
    batches,
  });
}
