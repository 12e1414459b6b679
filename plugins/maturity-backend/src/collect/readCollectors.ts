// SPDX-License-Identifier: Apache-2.0
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DeliveryCollector } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import { readRuns } from '../store/operations/collect/collectorRuns';
import { readStatuses } from '../store/operations/collect/collectorStatus';
import { DbCollectorStatusRow } from '../store/tables';
import {
  describeHosts,
  freshnessOf,
  stateOfStatuses,
  troubleOf,
} from './describeHosts';
import { wrongFirst } from '../read/wrongFirst';
import { reasonOf } from './reasonOf';
import { CollectorRunState, parseRunState } from './runState';

type CollectorView = SourcesAnswer['collectors'][number];

/** Sentences of one collector that are shown. */
const MAX_NOTICES = 100;
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
  const views = await Promise.all(
    collectors.map(async collector =>
      toView(
        collector,
        runs.get(collector.id),
        await readStatuses(knex, { collectorId: collector.id }),
        now(),
      ),
    ),
  );
  return wrongFirst(views);
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
  const trouble = troubleOf(statuses, now);
  const lastError = run?.lastError ?? trouble.lastError;
  const nextMs =
    run?.everyMs === undefined
      ? undefined
      : Date.parse(run.startedAt) + run.everyMs;
  return {
    id,
    title,
    provides,
    ...stateSince(run, statuses, now),
    entities: run?.entities ?? 0,
    records: run?.records ?? 0,
    ...(run && { lastRunAt: run.startedAt }),
    ...freshnessOf(run?.lastSuccessAt, now),
    ...(nextMs !== undefined && { nextRunAt: new Date(nextMs).toISOString() }),
    ...trouble,
    ...(lastError !== undefined && { lastError }),
    ...(run && { hosts: describeHosts(run, statuses, now) }),
    ...(run && run.budgets.length > 0 && { budget: run.budgets }),
    ...(run?.backfill && { backfill: run.backfill }),
    recognition: run?.recognition ?? [],
    notices: eachFirst([
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
    ]).slice(0, MAX_NOTICES),
  };
}

type Notice = NonNullable<CollectorView['notices']>[number];

/** What was not said yet before what was: a host that is down says the same of a thousand entities. */
function eachFirst(notices: Notice[]): Notice[] {
  const said = new Set<string>();
  const again: Notice[] = [];
  const first = notices.filter(notice => {
    const isNew = !said.has(notice.message);
    said.add(notice.message);
    if (!isNew) again.push(notice);
    return isNew;
  });
  return [...first, ...again];
}

/** A state that is trouble, and when all was well last. */
function stateSince(
  run: CollectorRunState | undefined,
  statuses: DbCollectorStatusRow[],
  now: Date,
): Pick<CollectorView, 'state' | 'since'> {
  const state = stateOf(run, statuses, now);
  const isTrouble = state === 'error' || state === 'stale';
  return {
    state,
    ...(isTrouble && run?.lastSuccessAt && { since: run.lastSuccessAt }),
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
  const state = stateOfStatuses(statuses);
  // Whoever reads nothing is not up to date, though nothing failed.
  const isEmpty = run.entities === 0 || run.records === 0;
  return state === 'ok' && isEmpty ? 'empty' : state;
}
