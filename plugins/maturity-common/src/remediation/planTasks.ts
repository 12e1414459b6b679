// SPDX-License-Identifier: Apache-2.0
import { DAY, HOUR, toInstant, toMillis } from '../measures/support/time';
import { describeMeasureChange, ModelChange } from '../model/modelVersion';
import { ScorecardModel } from '../model/types';
import { Instant } from '../records';
import { Scorecard } from '../scoring/types';
import { applyWaivers } from './applyWaivers';
import { changeTask, isTaskActive } from './taskChange';
import {
  CLEARED_CONTENT,
  changesOfActiveTask,
  NO_PAUSE,
} from './changesOfActiveTask';
import { TaskContent, TaskDemand } from './demandTypes';
import { taskDemands } from './taskDemands';
import { PendingRegression, Task, TaskEvent, TaskPlan, Waiver } from './types';

/** A regression opens a task once it was seen by this many evaluations… */
const HOLD_EVALUATIONS = 2;
/** …or has lasted this long. */
const HOLD_TIME = 24 * HOUR;
/** A check that falls below again this soon reopens its task; later it gets a new one. */
const REOPEN_WITHIN = 30 * DAY;

/** @public */
export interface PlanTasksOptions {
  scorecard: Scorecard;
  /** All tasks of the entity that are active, and those closed in the last 30 days. */
  previousTasks: readonly Task[];
  /** What the previous plan left pending. */
  pending: readonly PendingRegression[];
  waivers: readonly Waiver[];
  model: ScorecardModel;
  /** Owner from the catalog. */
  owner?: string;
  now: Instant;
  /** Policy: days until a task that opens or reopens is due; a campaign or a person may plan otherwise. */
  dueAfterDays?: number;
  /** The first evaluation of an entity opens its tasks at once. */
  firstEvaluation: boolean;
  /**
   * What is different from the model of the evaluation before; absent where it is the same. What opens and closes where
   * the check is concerned says so, and a check that is below opens its task at once: no regression has to hold, nothing
   * of the entity changed.
   */
  modelChange?: ModelChange;
  /** Makes an id from a seed that is unique to the task; the same seed must give the same id. */
  newId: (seed: string) => string;
}

/**
 * What must be written after an evaluation so that the tasks fit the scorecard. Empty where they fit already;
 * planning twice plans nothing the second time.
 *
 * @public
 */
export function planTasks(options: PlanTasksOptions): TaskPlan {
  const { scorecard, model, waivers, now } = options;
  const inForce = applyWaivers(waivers, scorecard.entityRef, now);
  const demands = taskDemands(scorecard, model, inForce);
  const parts = demands.map(demand => {
    const reason = reasonOf(demand.checkId, options);
    const part = emptyPlan();
    planDemand(demand, reason !== undefined, options, part);
    return withReason(part, reason);
  });
  const rest = emptyPlan();
  withdrawUnknownChecks(demands, options, rest);
  return merge([...parts, withReason(rest, reasonOf(undefined, options))]);
}

function emptyPlan(): TaskPlan {
  return { create: [], update: [], events: [], pending: [] };
}

function merge(plans: readonly TaskPlan[]): TaskPlan {
  return {
    create: plans.flatMap(({ create }) => create),
    update: plans.flatMap(({ update }) => update),
    events: plans.flatMap(({ events }) => events),
    pending: plans.flatMap(({ pending }) => pending),
  };
}

/** Why the model alone may open or close the task of a check; of one that it does not have, without an id. */
function reasonOf(
  checkId: string | undefined,
  { model, modelChange }: PlanTasksOptions,
): string | undefined {
  const check = model.dimensions
    .flatMap(({ checks }) => checks)
    .find(({ id }) => id === checkId);
  return modelChange && describeMeasureChange(modelChange, check?.measureId);
}

/** What opens or closes a task, and may follow from the model alone. */
const OPENS_OR_CLOSES: readonly TaskEvent['type'][] = [
  'opened',
  'reopened',
  'resolved',
  'withdrawn',
];

function withReason(plan: TaskPlan, reason: string | undefined): TaskPlan {
  const explain = (event: TaskEvent): TaskEvent =>
    OPENS_OR_CLOSES.includes(event.type)
      ? { ...event, cause: `${reason} ${event.cause}` }
      : event;
  return reason === undefined
    ? plan
    : { ...plan, events: plan.events.map(explain) };
}

function planDemand(
  demand: TaskDemand,
  isOtherModel: boolean,
  options: PlanTasksOptions,
  plan: TaskPlan,
) {
  const active = activeTask(demand.checkId, options.previousTasks);
  if (active) {
    commit(active, changesOfActiveTask(active, demand, options), plan);
    return;
  }
  if (demand.state === 'unknown') {
    // Nothing was learned: what is pending stays pending.
    const known = pendingOf(demand.checkId, options.pending);
    if (known) plan.pending.push(known);
    return;
  }
  if (demand.state !== 'needed') {
    return;
  }
  if (!options.firstEvaluation && !isOtherModel) {
    const pending = observeRegression(demand.checkId, options);
    if (!hasHeld(pending, options.now)) {
      plan.pending.push(pending);
      return;
    }
  }
  open(demand.checkId, demand.content, options, plan);
}

function activeTask(checkId: string, tasks: readonly Task[]): Task | undefined {
  return tasks.find(task => task.checkId === checkId && isTaskActive(task));
}

function pendingOf(
  checkId: string,
  pending: readonly PendingRegression[],
): PendingRegression | undefined {
  return pending.find(regression => regression.checkId === checkId);
}

/** Counts this evaluation, once: planning the same instant again does not count again. */
function observeRegression(
  checkId: string,
  { pending, now }: PlanTasksOptions,
): PendingRegression {
  const known = pendingOf(checkId, pending);
  if (!known) {
    return { checkId, since: now, evaluations: 1 };
  }
  return toMillis(now) > toMillis(known.since)
    ? { ...known, evaluations: known.evaluations + 1 }
    : known;
}

function hasHeld({ since, evaluations }: PendingRegression, now: Instant) {
  return (
    evaluations >= HOLD_EVALUATIONS ||
    toMillis(now) - toMillis(since) >= HOLD_TIME
  );
}

function open(
  checkId: string,
  content: TaskContent,
  options: PlanTasksOptions,
  plan: TaskPlan,
) {
  const { scorecard, owner, now, newId, previousTasks, dueAfterDays } = options;
  const dueAt =
    dueAfterDays === undefined
      ? undefined
      : toInstant(toMillis(now) + dueAfterDays * DAY);
  const recent = recentlyResolved(checkId, previousTasks, now);
  if (recent) {
    const change = changeTask({
      task: recent,
      changes: {
        ...CLEARED_CONTENT,
        ...content,
        state: 'open',
        ownerRef: owner,
        resolvedAt: undefined,
        dueAt,
        snoozedUntil: undefined,
        waivedUntil: undefined,
        reopened: recent.reopened + 1,
      },
      type: 'reopened',
      actor: 'machine',
      cause: content.message,
      now,
    });
    plan.update.push(change.task);
    plan.events.push(change.event);
    return;
  }
  const { entityRef } = scorecard;
  const earlier = previousTasks.filter(task => task.checkId === checkId).length;
  const task: Task = {
    id: newId(`${entityRef} ${checkId} ${now} ${earlier}`),
    entityRef,
    checkId,
    ...content,
    state: 'open',
    ...(owner !== undefined && { ownerRef: owner }),
    ...(dueAt !== undefined && { dueAt }),
    openedAt: now,
    updatedAt: now,
    reopened: 0,
  };
  plan.create.push(task);
  plan.events.push({
    taskId: task.id,
    at: now,
    actor: 'machine',
    type: 'opened',
    to: 'open',
    cause: content.message,
  });
}

function recentlyResolved(
  checkId: string,
  tasks: readonly Task[],
  now: Instant,
): Task | undefined {
  return tasks
    .filter(
      task =>
        task.checkId === checkId &&
        task.state === 'resolved' &&
        task.resolvedAt !== undefined &&
        toMillis(now) - toMillis(task.resolvedAt) <= REOPEN_WITHIN,
    )
    .sort((a, b) => ((a.resolvedAt ?? '') < (b.resolvedAt ?? '') ? 1 : -1))[0];
}

function commit(
  before: Task,
  after: { task: Task; events: TaskEvent[] },
  plan: TaskPlan,
) {
  if (after.task === before) {
    return;
  }
  plan.update.push(after.task);
  plan.events.push(...after.events);
}

/** A check that left the model takes its task with it. */
function withdrawUnknownChecks(
  demands: readonly TaskDemand[],
  { previousTasks, now }: PlanTasksOptions,
  plan: TaskPlan,
) {
  const known = new Set(demands.map(({ checkId }) => checkId));
  for (const task of previousTasks) {
    if (known.has(task.checkId) || !isTaskActive(task)) continue;
    const change = changeTask({
      task,
      changes: { state: 'withdrawn', ...NO_PAUSE },
      type: 'withdrawn',
      actor: 'machine',
      cause: 'The model does not have this check any more.',
      now,
    });
    commit(task, { task: change.task, events: [change.event] }, plan);
  }
}
