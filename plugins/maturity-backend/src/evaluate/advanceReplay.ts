// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  ConfiguredSource,
  evaluateScorecard,
  ScorecardModel,
  TemplateRegistry,
  windowEndingAt,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { TemplateRegistryStore } from '../ingest/TemplateRegistryStore';
import { whereAnyOf } from '../store/bulk';
import { markDirty } from '../store/operations/markDirty';
import {
  ReplayedDay,
  replaceHistory,
} from '../store/operations/replaceHistory';
import { claimReplay, Replay } from '../store/operations/runs';
import { DbEntitiesRow, DbEvaluationRunsRow } from '../store/tables';
import { inTransaction } from '../store/transaction';
import { dayOf, historyStates } from '../store/historyStates';
import { loadBatch, LoadedEntity } from './loadBatch';
import { replayInstants } from './replayInstants';
import { createTimeSlice } from '../store/timeSlice';

/** Entities per step; evaluation of what is dirty comes between two steps. */
const STEP_SIZE = 10;

/** @internal */
export interface AdvanceReplayOptions {
  knex: Knex;
  model: ScorecardModel;
  templates: TemplateRegistryStore;
  sources: readonly ConfiguredSource[];
  logger: LoggerService;
  now: () => Date;
  leaseMs: number;
}

/**
 * Does the next few entities of a replay. Their new history and how far the run is are stored together, so a replay
 * that is interrupted goes on where it was.
 *
 * @returns whether there was anything to do
 * @internal
 */
export async function advanceReplay(
  options: AdvanceReplayOptions,
  owner: string,
): Promise<boolean> {
  const { knex, now, leaseMs } = options;
  const run = await claimReplay(knex, { owner, leaseMs, now: now() });
  if (!run) {
    return false;
  }
  const replay = JSON.parse(run.replay!) as Replay;
  const refs = await nextEntities(knex, replay);
  const failures: string[] = [];
  const histories = new Map<string, ReplayedDay[]>();
  try {
    const instants = replayInstants(replay, new Date(run.created_at_ms));
    const { from } = windowEndingAt(
      instants[0].toISOString(),
      options.model.window,
    );
    const loaded = await loadBatch(knex, {
      entityRefs: refs,
      from: new Date(from),
      sources: options.sources,
    });
    const templates = await options.templates.get();
    for (const [entityRef, entity] of loaded) {
      histories.set(
        entityRef,
        await computeDays(entityRef, entity, instants, options, templates),
      );
    }
  } catch (error) {
    failures.push(stringifyError(error));
    options.logger.error('Replaying a past failed', {
      run: run.id,
      error: failures[0],
    });
  }
  await inTransaction(knex, async tx => {
    for (const [entityRef, days] of histories) {
      await replaceHistory(tx, { entityRef, days });
    }
    // The change over 30 days is told from history.
    await markDirty(tx, {
      entityRefs: histories.keys(),
      reason: 'replay',
      now: now(),
      isBackground: true,
    });
    await tx<DbEvaluationRunsRow>('maturity_evaluation_runs')
      .where({ id: run.id, lease_owner: owner })
      .update(progress(run, replay, refs, failures, now()));
  });
  return true;
}

function progress(
  run: DbEvaluationRunsRow,
  replay: Replay,
  refs: string[],
  failures: string[],
  now: Date,
): Partial<DbEvaluationRunsRow> {
  const isOver = refs.length < STEP_SIZE;
  return {
    done: failures.length ? run.done : run.done + refs.length,
    failed: failures.length ? run.failed + refs.length : run.failed,
    lease_owner: null,
    lease_until_ms: 0,
    replay: JSON.stringify({
      ...replay,
      cursor: refs[refs.length - 1] ?? replay.cursor,
    }),
    ...(failures.length ? { message: failures[0].slice(0, 1000) } : {}),
    ...(isOver
      ? {
          state: failures.length || run.failed ? 'failed' : 'done',
          finished_at_ms: now.getTime(),
        }
      : {}),
  };
}

async function nextEntities(knex: Knex, replay: Replay): Promise<string[]> {
  const query = knex<DbEntitiesRow>('maturity_entities')
    .where({ state: 'active' })
    .andWhere('entity_ref', '>', replay.cursor ?? '')
    .orderBy('entity_ref')
    .limit(STEP_SIZE)
    .select('entity_ref');
  const rows: Pick<DbEntitiesRow, 'entity_ref'>[] = replay.entityRefs
    ? await whereAnyOf(query, knex, 'entity_ref', replay.entityRefs)
    : await query;
  return rows.map(row => row.entity_ref);
}

async function computeDays(
  entityRef: string,
  entity: LoadedEntity,
  instants: Date[],
  options: AdvanceReplayOptions,
  templates: TemplateRegistry,
): Promise<ReplayedDay[]> {
  const days = new Map<string, ReplayedDay>();
  const records = entity.records.read();
  const pause = createTimeSlice();
  for (const instant of instants) {
    const at = instant.toISOString();
    const scorecard = evaluateScorecard({
      entityRef,
      entity: entity.entity,
      records,
      templates,
      peers: entity.peers,
      reach: entity.reach,
      sourceReach: entity.sourceReach,
      inventoryUnreadSince: entity.inventoryUnreadSince,
      model: options.model,
      now: at,
      waivers: entity.waivers,
    });
    // Of several instants of one day the last one counts.
    days.set(dayOf(at), { day: dayOf(at), states: historyStates(scorecard) });
    await pause();
  }
  return [...days.values()];
}
