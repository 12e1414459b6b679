// SPDX-License-Identifier: Apache-2.0
import {
  modelChangeOf,
  PendingRegression,
  planTasks,
  Scorecard,
  ScorecardModel,
  Task,
  TaskPlan,
  Waiver,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { createHash } from 'node:crypto';

/** Long enough ago for a regression to have held, however short its history. */
const HELD = { since: new Date(0).toISOString(), evaluations: 1 };

/** @internal */
export interface PlanEntityTasksOptions {
  scorecard: Scorecard;
  model: ScorecardModel;
  previousTasks: Task[];
  pending: PendingRegression[];
  /** Outcomes of the last evaluation by check; undefined before the first. */
  previousOutcomes: ReadonlyMap<string, string> | undefined;
  waivers: Waiver[];
  owner: string | undefined;
  /** Version of the model of the last evaluation; null before the first. */
  previousModelVersion: string | null;
  now: Date;
}

/**
 * Plans the tasks of one entity.
 *
 * @remarks
 *
 * Hysteresis keeps a check that was good from opening a task on its first bad day. A check that had no data until now
 * was never good: its first result opens the task at once, as the first evaluation does. Records of different sources
 * arrive one after the other, and each of them is the first for its checks.
 *
 * @internal
 */
export function planEntityTasks(options: PlanEntityTasksOptions): TaskPlan {
  const { previousOutcomes, pending } = options;
  const fresh = options.scorecard.dimensions
    .flatMap(dimension => dimension.checks)
    .map(check => check.checkId)
    .filter(checkId => isUnknown(previousOutcomes?.get(checkId)));
  return planTasks({
    scorecard: options.scorecard,
    model: options.model,
    previousTasks: options.previousTasks,
    pending: [
      ...pending.filter(({ checkId }) => !fresh.includes(checkId)),
      ...fresh.map(checkId => ({ checkId, ...HELD })),
    ],
    waivers: options.waivers,
    owner: options.owner,
    now: options.now.toISOString(),
    firstEvaluation: previousOutcomes === undefined,
    modelChange:
      options.previousModelVersion === null
        ? undefined
        : modelChangeOf(
            options.previousModelVersion,
            options.scorecard.modelVersion,
          ),
    newId: taskId,
  });
}

/** A UUID that follows from the seed: an evaluation that is repeated after a crash makes the same task. */
function taskId(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function isUnknown(outcome: string | undefined): boolean {
  return outcome === undefined || outcome === 'no-data' || outcome === 'error';
}
