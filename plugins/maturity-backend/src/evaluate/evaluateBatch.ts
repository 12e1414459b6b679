// SPDX-License-Identifier: Apache-2.0
import { stringifyError } from '@backstage/errors';
import {
  ConfiguredSource,
  evaluateScorecard,
  isTaskActive,
  PendingRegression,
  Scorecard,
  ScorecardModel,
  Task,
  TaskEvent,
  TemplateRegistry,
  windowEndingAt,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { Claim, finishClaims, lockClaims } from '../store/operations/claims';
import { loadBaselines } from '../store/operations/loadBaselines';
import { loadTaskState } from '../store/operations/loadTaskState';
import { saveHistory } from '../store/operations/saveHistory';
import { savePending } from '../store/operations/savePending';
import {
  SavedScorecard,
  saveScorecards,
} from '../store/operations/saveScorecards';
import { saveTasks } from '../store/taskRows';
import { inTransaction } from '../store/transaction';
import { dayOf } from '../store/historyStates';
import { loadBatch, LoadedEntity } from './loadBatch';
import { planEntityTasks } from './planEntityTasks';
import { createTimeSlice } from '../store/timeSlice';

const DELTA_MS = 30 * 86_400_000;

/** @internal */
export interface EvaluateBatchOptions {
  knex: Knex;
  model: ScorecardModel;
  templates: TemplateRegistry;
  sources: readonly ConfiguredSource[];
  owner: string;
  claims: Claim[];
  now: Date;
}

/** @internal */
export interface BatchResult {
  evaluated: number;
  failures: { claim: Claim; message: string }[];
}

interface Evaluated {
  claim: Claim;
  loaded: LoadedEntity;
  scorecard: Scorecard;
}

/**
 * Evaluates claimed entities and stores everything that follows in one transaction. Computing happens before it, so
 * that locks are short; what depends on what others may change meanwhile, the tasks, is planned within it.
 *
 * @internal
 */
export async function evaluateBatch(
  options: EvaluateBatchOptions,
): Promise<BatchResult> {
  const { knex, model, claims, now } = options;
  const at = now.toISOString();
  const { from } = windowEndingAt(at, model.window);
  const loaded = await loadBatch(knex, {
    entityRefs: claims.map(claim => claim.entityRef),
    from: new Date(from),
    sources: options.sources,
  });
  const failures: BatchResult['failures'] = [];
  const evaluated: Evaluated[] = [];
  /** Left the catalog since they were marked: nothing to do, and no longer in the queue afterwards. */
  const gone: Claim[] = [];
  const pause = createTimeSlice();
  for (const claim of claims) {
    const entity = loaded.get(claim.entityRef);
    if (!entity) {
      gone.push(claim);
      continue;
    }
    try {
      const scorecard = evaluateScorecard({
        entityRef: claim.entityRef,
        entity: entity.entity,
        records: entity.records.read(),
        templates: options.templates,
        peers: entity.peers,
        reach: entity.reach,
        sourceReach: entity.sourceReach,
        inventoryUnreadSince: entity.inventoryUnreadSince,
        model,
        now: at,
        waivers: entity.waivers,
      });
      evaluated.push({ claim, loaded: entity, scorecard });
    } catch (error) {
      failures.push({ claim, message: stringifyError(error) });
    }
    await pause();
  }
  const written = await inTransaction(knex, tx =>
    write(tx, options, evaluated, gone),
  );
  return { evaluated: written, failures };
}

async function write(
  tx: Knex.Transaction,
  options: EvaluateBatchOptions,
  evaluated: Evaluated[],
  gone: Claim[],
): Promise<number> {
  const { claims, owner, now, model } = options;
  const held = await lockClaims(tx, { owner, claims });
  const mine = evaluated.filter(({ claim }) => held.has(claim.entityRef));
  const refs = mine.map(({ claim }) => claim.entityRef);
  const states = await loadTaskState(tx, { entityRefs: refs, now });
  // First: where it stood is compared with how the score moved up to now, this evaluation included.
  await saveHistory(
    tx,
    mine.map(({ scorecard }) => scorecard),
  );
  const before = await loadBaselines(tx, {
    entityRefs: refs,
    day: dayOf(new Date(now.getTime() - DELTA_MS).toISOString()),
  });

  const saved: SavedScorecard[] = [];
  const tasks: Task[] = [];
  const events: TaskEvent[] = [];
  const pending = new Map<string, PendingRegression[]>();
  const pause = createTimeSlice();
  for (const { claim, loaded, scorecard } of mine) {
    const { row, waivers, records } = loaded;
    const state = states.get(claim.entityRef)!;
    const plan = planEntityTasks({
      scorecard,
      model,
      previousTasks: state.tasks,
      pending: state.pending,
      previousOutcomes:
        row.first_evaluated_at_ms === null ? undefined : state.outcomes,
      waivers,
      owner: row.owner_ref ?? undefined,
      previousModelVersion: row.model_version,
      now,
    });
    tasks.push(...plan.create, ...plan.update);
    events.push(...plan.events);
    pending.set(claim.entityRef, plan.pending);
    saved.push({
      scorecard,
      hasRecords: records.count > 0,
      before: before.get(claim.entityRef),
      openTasks: countActive(state.tasks, [...plan.create, ...plan.update]),
      firstEvaluatedMs: row.first_evaluated_at_ms ?? now.getTime(),
      previousModelVersion: row.model_version,
    });
    await pause();
  }
  await saveScorecards(tx, saved);
  await saveTasks(tx, { tasks, events });
  await savePending(tx, pending);
  await finishClaims(tx, [
    ...mine.map(({ claim }) => claim),
    ...gone.filter(claim => held.has(claim.entityRef)),
  ]);
  return mine.length;
}

function countActive(before: Task[], changed: Task[]): number {
  const tasks = new Map(
    [...before, ...changed].map(task => [task.id, task] as const),
  );
  return [...tasks.values()].filter(isTaskActive).length;
}
