// SPDX-License-Identifier: Apache-2.0
import { EvaluationView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { isPostgres, rowsFrom } from '../bulk';
import { DbEvaluationQueueRow, DbEvaluationRunsRow } from '../tables';
import { markAllDirty } from './markAllDirty';
import { markDirty } from './markDirty';

/** A past to compute again. @internal */
export interface Replay {
  from: string;
  to: string;
  /** ISO 8601 duration. */
  every: string;
  /** Absent: every entity. */
  entityRefs?: string[];
  /** The last entity that is done, in order of their names. */
  cursor?: string;
}

/** @internal */
export function toEvaluationView(row: DbEvaluationRunsRow): EvaluationView {
  return {
    id: row.id,
    state: row.state,
    total: row.total,
    done: row.done,
    failed: row.failed,
    createdAt: new Date(row.created_at_ms).toISOString(),
    ...(row.finished_at_ms === null
      ? {}
      : { finishedAt: new Date(row.finished_at_ms).toISOString() }),
    ...(row.message === null ? {} : { message: row.message }),
  };
}

/** Marks entities for evaluation under a run, which tells their progress. @internal */
export async function createRun(
  tx: Knex.Transaction,
  options: { entityRefs?: string[]; total: number; now: Date },
): Promise<DbEvaluationRunsRow> {
  const { entityRefs, total, now } = options;
  const row = newRun({ state: total > 0 ? 'running' : 'done', total, now });
  await tx<DbEvaluationRunsRow>('maturity_evaluation_runs').insert(row);
  if (entityRefs) {
    await markDirty(tx, { entityRefs, reason: 'asked', now, runId: row.id });
  } else {
    await markAllDirty(tx, { reason: 'asked', now, runId: row.id });
  }
  return row;
}

/** @internal */
export async function createReplayRun(
  tx: Knex,
  options: { replay: Replay; total: number; now: Date },
): Promise<DbEvaluationRunsRow> {
  const { replay, total, now } = options;
  const row: DbEvaluationRunsRow = {
    ...newRun({ state: total > 0 ? 'queued' : 'done', total, now }),
    replay: JSON.stringify(replay),
  };
  await tx<DbEvaluationRunsRow>('maturity_evaluation_runs').insert(row);
  return row;
}

function newRun(options: {
  state: DbEvaluationRunsRow['state'];
  total: number;
  now: Date;
}): DbEvaluationRunsRow {
  const { state, total, now } = options;
  return {
    id: randomUUID(),
    state,
    total,
    done: 0,
    failed: 0,
    replay: null,
    lease_owner: null,
    lease_until_ms: 0,
    created_at_ms: now.getTime(),
    finished_at_ms: state === 'done' ? now.getTime() : null,
    message: null,
  };
}

/**
 * Counts how far runs are. What is left in the queue under a run is what it still waits for; counting it is right after
 * any crash, which adding up would not be.
 *
 * @internal
 */
export async function settleRuns(
  knex: Knex,
  options: { runIds: string[]; now: Date },
): Promise<void> {
  for (const id of new Set(options.runIds)) {
    const [left] = await knex<DbEvaluationQueueRow>('maturity_evaluation_queue')
      .where({ run_id: id })
      .select(
        knex.raw('count(*) as waiting'),
        knex.raw(
          'coalesce(sum(case when attempts > 0 then 1 else 0 end), 0) as failed',
        ),
      );
    const { waiting, failed } = left as unknown as Record<string, number>;
    const isOver = Number(waiting) === Number(failed);
    await knex<DbEvaluationRunsRow>('maturity_evaluation_runs')
      .where({ id })
      .update({
        done: knex.raw('total - cast(? as integer)', [Number(waiting)]),
        failed: Number(failed),
        ...(isOver
          ? { state: 'done', finished_at_ms: options.now.getTime() }
          : {}),
      });
  }
}

/** Takes a replay that nobody works on. @internal */
export async function claimReplay(
  knex: Knex,
  options: { owner: string; leaseMs: number; now: Date },
): Promise<DbEvaluationRunsRow | undefined> {
  const now = options.now.getTime();
  const lock = isPostgres(knex) ? 'for update skip locked' : '';
  const [row] = rowsFrom<DbEvaluationRunsRow>(
    await knex.raw(
      `update maturity_evaluation_runs set state = 'running', lease_owner = ?, lease_until_ms = ?
       where id in (
         select id from maturity_evaluation_runs
         where state in ('queued', 'running') and replay is not null and lease_until_ms <= ?
         order by created_at_ms, id limit 1 ${lock}
       ) returning *`,
      [options.owner, now + options.leaseMs, now],
    ),
  );
  return row;
}
