// SPDX-License-Identifier: Apache-2.0
import {
  TierPattern,
  windowEndingAt,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { Batches } from '../store/Batches';
import { readMeta, writeMeta } from '../store/operations/meta';
import { entityPages } from '../store/operations/retention/pages';
import { removeEvents } from '../store/operations/retention/removeEvents';
import {
  removeCollectorRuns,
  removeEvaluationRuns,
  removeUnmatched,
} from '../store/operations/retention/removeOperations';
import {
  removeDeployments,
  removeOldRecords,
} from '../store/operations/retention/removeRecords';
import { thinHistories } from '../store/operations/retention/thinHistories';
import { thinTasks } from '../store/operations/retention/thinTasks';
import { Replay } from '../store/operations/runs';
import { recordReach } from '../store/recordReach';
import { DbEvaluationRunsRow } from '../store/tables';
import { KEPT_RECORDS, KeptRecords } from './keptSince';
import { Retention } from './readRetention';
import { mondayOf } from './thinHistory';
import { readThinnedTo, writeThinnedTo } from './thinnedTo';

/** How many rows went, by what is kept. @internal */
export type Removed = Record<keyof Retention, number>;

/** @internal */
export interface RetentionOptions {
  knex: Knex;
  retention: Retention;
  /** That of the model, an ISO 8601 duration. */
  window: string;
  /** Those of the model: they say which environments are production. */
  tierPatterns: readonly TierPattern[];
  now: Date;
  /** Called after each batch that removed something. */
  onRemoved?: (kind: keyof Retention, rows: number) => void;
  /** Ends it between two batches; the next run goes on. */
  signal?: AbortSignal;
}

/**
 * Removes what is older than is kept, in batches that are short enough to disturb nobody. No scorecard changes by it:
 * what an evaluation reads, now or in a replay that is under way, stays. Doing it again removes nothing.
 *
 * @internal
 */
export async function runRetention(
  options: RetentionOptions,
): Promise<Removed> {
  const { retention, signal } = options;
  const removed = Object.fromEntries(
    Object.keys(retention).map(kind => [kind, 0]),
  ) as Removed;
  const count = (kind: keyof Retention, rows: number) => {
    removed[kind] += rows;
    if (rows > 0) {
      options.onRemoved?.(kind, rows);
    }
    return !signal?.aborted;
  };
  await removeRecords(options, count);
  await removeRest(options, count);
  await thin(options, count);
  return removed;
}

/** Counts what went. Answers whether to go on. */
type Count = (kind: keyof Retention, rows: number) => boolean;

async function removeRecords(
  options: RetentionOptions,
  count: Count,
): Promise<void> {
  const { knex, signal, tierPatterns } = options;
  const before = await recordsBefore(options);
  const batches = new Batches();
  const told = new Set<KeptRecords>();
  const of = (kind: KeptRecords) => ({
    before: before[kind],
    batches,
    onRemoving: async () => {
      if (!told.has(kind)) {
        await noteRemoved(knex, kind, before[kind]);
        told.add(kind);
      }
    },
  });
  for await (const entityRefs of entityPages(knex)) {
    if (signal?.aborted) return;
    count(
      'deployments',
      await removeDeployments(knex, {
        entityRefs,
        tierPatterns,
        ...of('deployments'),
      }),
    );
    for (const [kind, type] of [
      ['incidents', 'incident'],
      ['facts', 'fact'],
    ] as const) {
      count(
        kind,
        await removeOldRecords(knex, { entityRefs, type, ...of(kind) }),
      );
    }
  }
}

async function removeRest(
  options: RetentionOptions,
  count: Count,
): Promise<void> {
  const { knex, retention, now } = options;
  const before = (kind: keyof Retention) => now.getTime() - retention[kind];
  const batches = new Batches();
  for await (const rows of removeEvents(knex, {
    before: before('events'),
    batches: new Batches(),
    deletes: batches,
  })) {
    if (!count('events', rows)) return;
  }
  for (const [kind, remove] of [
    ['unmatched', removeUnmatched],
    ['evaluationRuns', removeEvaluationRuns],
    ['collectorRuns', removeCollectorRuns],
  ] as const) {
    let rows: number;
    do {
      rows = await remove(knex, { before: before(kind), batches });
      if (!count(kind, rows)) return;
    } while (rows > 0);
  }
  for await (const rows of thinTasks(knex, {
    before: before('taskEvidence'),
    batches,
  })) {
    if (!count('taskEvidence', rows)) return;
  }
}

/** Weeks that are thinned are looked at again only after a replay wrote days into them; one under way does so still. */
async function thin(options: RetentionOptions, count: Count): Promise<void> {
  const { knex, retention, now, signal } = options;
  const oldest = now.getTime() - retention.dailyHistory;
  if (signal?.aborted || !Number.isFinite(oldest)) {
    return;
  }
  const replayed = (await unfinishedReplays(knex)).map(({ from }) =>
    Date.parse(from),
  );
  const toDay = mondayOf(
    new Date(Math.min(oldest, ...replayed)).toISOString().slice(0, 10),
  );
  const fromDay = await readThinnedTo(knex);
  if (fromDay !== undefined && fromDay >= toDay) {
    return;
  }
  // The history of one entity may be long already.
  const batches = new Batches(1);
  for await (const entityRefs of entityPages(knex)) {
    const rows = await thinHistories(knex, {
      entityRefs,
      fromDay,
      toDay,
      batches,
    });
    if (!count('dailyHistory', rows)) return;
  }
  await writeThinnedTo(knex, toDay);
}

/** Before which instant records may go, epoch ms: a replay that is under way still reads older ones. */
async function recordsBefore(
  options: RetentionOptions,
): Promise<Record<KeptRecords, number>> {
  const { knex, retention, window, now } = options;
  const reaches = (await unfinishedReplays(knex)).map(({ from }) =>
    recordReach(
      Date.parse(windowEndingAt(new Date(from).toISOString(), window).from),
    ),
  );
  return Object.fromEntries(
    KEPT_RECORDS.map(kind => [
      kind,
      Math.min(
        now.getTime() - retention[kind],
        ...reaches.map(({ deploymentsFrom, othersFrom }) =>
          kind === 'deployments' ? deploymentsFrom : othersFrom,
        ),
      ),
    ]),
  ) as Record<KeptRecords, number>;
}

async function unfinishedReplays(knex: Knex): Promise<Replay[]> {
  const rows = await knex<DbEvaluationRunsRow>('maturity_evaluation_runs')
    .whereIn('state', ['queued', 'running'])
    .whereNotNull('replay')
    .select('replay');
  return rows.map(({ replay }) => JSON.parse(replay!) as Replay);
}

/** Remembers what is no longer there, also for a time when more is kept. */
async function noteRemoved(
  knex: Knex,
  kind: KeptRecords,
  before: number,
): Promise<void> {
  const known = JSON.parse((await readMeta(knex, 'removed-before')) ?? '{}');
  await writeMeta(
    knex,
    'removed-before',
    JSON.stringify({
      ...known,
      [kind]: Math.max(known[kind] ?? -Infinity, before),
    }),
  );
}
