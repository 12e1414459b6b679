// SPDX-License-Identifier: Apache-2.0
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DeliveryCollector } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import { readRuns } from '../store/operations/collect/collectorRuns';
import { readStatuses } from '../store/operations/collect/collectorStatus';
import { DbCollectorStatusRow } from '../store/tables';
import { reasonOf } from './reasonOf';
import { CollectorRunState, parseRunState } from './runState';

type CollectorView = SourcesAnswer['collectors'][number];

/** Sentences of one collector that are shown. */
const MAX_NOTICES = 100;
const FAILED = ['error', 'no-permission', 'not-found', 'disabled'];
/** A run without an end that began longer ago than this was cut off. */
const CUT_OFF_AFTER_MS = 24 * 3_600_000;

/** What the collectors say of themselves: how fresh, how far, what is wrong in the provider's own words. @internal */
export async function readCollectors(options: {
  knex: Knex;
  collectors: DeliveryCollector[];
  now: () => Date;
}): Promise<CollectorView[]> {
  const { knex, collectors, now } = options;
  const runs = new Map(
    (await readRuns(knex)).map(row => [
      row.collector_id,
      parseRunState(row.data),
    ]),
  );
  return Promise.all(
    collectors.map(async collector =>
      toView(
        collector,
        runs.get(collector.id),
        await readStatuses(knex, { collectorId: collector.id }),
        now(),
      ),
    ),
  );
}

function toView(
  collector: DeliveryCollector,
  run: CollectorRunState | undefined,
  statuses: DbCollectorStatusRow[],
  now: Date,
): CollectorView {
  const { id, title, provides } = collector;
  const troubled = statuses
    .filter(({ message }) => message !== null)
    .sort((a, b) => b.updated_ms - a.updated_ms);
  const state = stateOf(run, statuses, now);
  const failed =
    troubled.find(row => row.state === 'stale' || row.state === 'error') ??
    (state === 'error' ? troubled[0] : undefined);
  const lastError = run?.lastError ?? failed?.message ?? undefined;
  const retryMs = troubled
    .flatMap(({ retry_at_ms: at }) => (at === null ? [] : [at]))
    .filter(at => at > now.getTime())
    .sort()[0];
  const nextMs =
    run?.everyMs === undefined
      ? undefined
      : Date.parse(run.startedAt) + run.everyMs;
  return {
    id,
    title,
    provides,
    state,
    entities: run?.entities ?? 0,
    records: run?.records ?? 0,
    ...(run && { lastRunAt: run.startedAt }),
    ...(run?.lastSuccessAt && {
      lastSuccessAt: run.lastSuccessAt,
      lagSeconds: Math.max(
        Math.round((now.getTime() - Date.parse(run.lastSuccessAt)) / 1000),
        0,
      ),
    }),
    ...(nextMs !== undefined && { nextRunAt: new Date(nextMs).toISOString() }),
    ...(lastError !== undefined && { lastError }),
    ...(retryMs !== undefined && { retryAt: new Date(retryMs).toISOString() }),
    ...(run && run.budgets.length > 0 && { budget: run.budgets }),
    ...(run?.backfill && { backfill: run.backfill }),
    recognition: run?.recognition ?? [],
    notices: [
      ...troubled.map(row => ({
        entityRef: row.entity_ref,
        ...reasonOf(row),
        message: row.message!,
      })),
      ...(run?.refusals ?? []),
      ...(run?.incomplete ?? []).map(item => ({
        ...item,
        reason: 'not-connected' as const,
      })),
    ].slice(0, MAX_NOTICES),
  };
}

function stateOf(
  run: CollectorRunState | undefined,
  statuses: DbCollectorStatusRow[],
  now: Date,
): CollectorView['state'] {
  if (!run) {
    return 'idle';
  }
  const isRunning =
    !run.finishedAt &&
    now.getTime() - Date.parse(run.startedAt) < CUT_OFF_AFTER_MS;
  if (isRunning) {
    return 'running';
  }
  if (run.lastError) {
    return 'error';
  }
  if (statuses.some(({ state }) => state === 'stale')) {
    return 'stale';
  }
  const failed = statuses.filter(({ state }) => FAILED.includes(state));
  // One entity's trouble is a notice; where all are in trouble it is the collector's.
  return failed.length > 0 && failed.length === statuses.length
    ? 'error'
    : 'ok';
}
