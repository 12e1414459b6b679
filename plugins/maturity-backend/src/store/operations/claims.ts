// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { bulkUpdate, isPostgres, rowsFrom, whereAnyOf } from '../bulk';
import { DbEvaluationQueueRow } from '../tables';

/** An entity that a worker took for evaluation. @internal */
export interface Claim {
  entityRef: string;
  /** How often it had been marked when it was taken. */
  marks: number;
  attempts: number;
  runId?: string;
}

/**
 * Takes entities for evaluation. Others leave them alone until the lease ends, or the worker gives them back.
 *
 * @internal
 */
export async function claimDirty(
  knex: Knex,
  options: { owner: string; limit: number; leaseMs: number; now: Date },
): Promise<Claim[]> {
  const now = options.now.getTime();
  // On PostgreSQL workers pass over rows that another one is just taking; SQLite has a single writer anyway.
  const lock = isPostgres(knex) ? 'for update skip locked' : '';
  const rows = rowsFrom<DbEvaluationQueueRow>(
    await knex.raw(
      `update maturity_evaluation_queue set lease_owner = ?, lease_until_ms = ?
       where entity_ref in (
         select entity_ref from maturity_evaluation_queue
         where not_before_ms <= ? and lease_until_ms <= ?
         order by priority, dirty_at_ms, entity_ref limit ? ${lock}
       ) returning entity_ref, marks, attempts, run_id`,
      [options.owner, now + options.leaseMs, now, now, options.limit],
    ),
  );
  return rows
    .map(row => ({
      entityRef: row.entity_ref,
      marks: row.marks,
      attempts: row.attempts,
      runId: row.run_id ?? undefined,
    }))
    .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
}

/**
 * Locks the claims that are still this worker's. One whose lease ended may be in other hands, which must not be
 * overwritten.
 *
 * @internal
 */
export async function lockClaims(
  tx: Knex.Transaction,
  options: { owner: string; claims: Claim[] },
): Promise<Set<string>> {
  const query = whereAnyOf(
    tx<DbEvaluationQueueRow>('maturity_evaluation_queue')
      .where({ lease_owner: options.owner })
      .orderBy('entity_ref')
      .select('entity_ref'),
    tx,
    'entity_ref',
    options.claims.map(claim => claim.entityRef),
  );
  const rows = await (isPostgres(tx) ? query.forUpdate() : query);
  return new Set(rows.map(row => row.entity_ref));
}

/**
 * Removes evaluated entities from the queue. One that was marked since it was claimed stays, free to be claimed again:
 * what marked it may have come too late for the evaluation that ends here.
 *
 * @internal
 */
export async function finishClaims(
  tx: Knex.Transaction,
  claims: Claim[],
): Promise<void> {
  const byMarks = new Map<number, string[]>();
  for (const { entityRef, marks } of claims) {
    byMarks.set(marks, [...(byMarks.get(marks) ?? []), entityRef]);
  }
  for (const [marks, refs] of byMarks) {
    await whereAnyOf(
      tx('maturity_evaluation_queue').where({ marks }).delete(),
      tx,
      'entity_ref',
      refs,
    );
  }
  await whereAnyOf(
    tx<DbEvaluationQueueRow>('maturity_evaluation_queue').update({
      lease_owner: null,
      lease_until_ms: 0,
      attempts: 0,
      message: null,
    }),
    tx,
    'entity_ref',
    claims.map(claim => claim.entityRef),
  );
}

/** Gives back what could not be evaluated, to be tried again later and later. @internal */
export async function failClaims(
  knex: Knex,
  options: {
    owner: string;
    failures: { claim: Claim; message: string }[];
    now: Date;
  },
): Promise<void> {
  await bulkUpdate<Partial<DbEvaluationQueueRow>>(
    knex,
    'maturity_evaluation_queue',
    options.failures.map(({ claim, message }) => ({
      entity_ref: claim.entityRef,
      lease_owner: null,
      lease_until_ms: 0,
      attempts: claim.attempts + 1,
      not_before_ms: options.now.getTime() + backOff(claim.attempts),
      message: message.slice(0, 1000),
    })),
    ['entity_ref'],
  );
}

/** Seconds at first, at most an hour. */
function backOff(attempts: number): number {
  return Math.min(5_000 * 2 ** Math.min(attempts, 12), 3_600_000);
}
