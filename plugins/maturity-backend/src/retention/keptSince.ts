// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { recordReach } from '../store/recordReach';
import { readMeta } from '../store/operations/meta';
import { inDays, Retention } from './readRetention';

/** Kinds of records that past instants are computed from. @internal */
export const KEPT_RECORDS = ['deployments', 'incidents', 'facts'] as const;
/** @internal */
export type KeptRecords = (typeof KEPT_RECORDS)[number];

/**
 * Since when everything is there, epoch ms: what is older is removed, or was while less was kept.
 *
 * @internal
 */
export async function keptSince(
  knex: Knex,
  retention: Retention,
  now: Date,
): Promise<Record<KeptRecords, number>> {
  const removed = JSON.parse((await readMeta(knex, 'removed-before')) ?? '{}');
  return Object.fromEntries(
    KEPT_RECORDS.map(kind => [
      kind,
      Math.max(now.getTime() - retention[kind], removed[kind] ?? -Infinity),
    ]),
  ) as Record<KeptRecords, number>;
}

/**
 * Refuses a window that reaches further back than records are kept: what is left of it would give a wrong number.
 *
 * @throws InputError that says what is kept, since when, and how to keep more
 * @internal
 */
export async function requireKept(options: {
  knex: Knex;
  retention: Retention;
  /** Where the earliest window begins. */
  from: Date;
  now: Date;
}): Promise<void> {
  const { knex, retention, from, now } = options;
  const { deploymentsFrom, othersFrom } = recordReach(from.getTime());
  const since = await keptSince(knex, retention, now);
  const missing = KEPT_RECORDS.find(
    kind =>
      (kind === 'deployments' ? deploymentsFrom : othersFrom) < since[kind],
  );
  if (missing) {
    const needed = missing === 'deployments' ? deploymentsFrom : othersFrom;
    const configured = Number.isFinite(retention[missing])
      ? inDays(retention[missing])
      : 'forever';
    throw new InputError(
      `This needs ${missing} since ${dayOf(
        needed,
      )}, but all of them are kept only since ${dayOf(
        since[missing],
      )} ('maturity.retention.${missing}' is ${configured}). Ask for a later instant or a shorter window. To look further back in future, set 'maturity.retention.${missing}' to a longer duration or to 'forever'; what was removed comes back only if it is sent or collected again.`,
    );
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
