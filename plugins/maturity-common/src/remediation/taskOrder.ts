// SPDX-License-Identifier: Apache-2.0
import { Effort } from '../model/modelSchema';
import { Lift } from '../scoring/types';

/** How much work an effort stands for, relative to a low one. @public */
export const WORK: Readonly<Record<Effort, number>> = {
  low: 1,
  medium: 3,
  high: 8,
};

/** What the order of steps and tasks looks at. @public */
export interface Ranked {
  checkId: string;
  effort: Effort;
  /** Points of the overall score. */
  gain: number;
  lifts?: Lift;
  /**
   * What a missing source adds to the coverage of a scorecard without a level, 0..1: nothing can be said of such a
   * scorecard before.
   */
  connects?: number;
  /** Held back by a shared cause: not the entity's owner can repair it. */
  waits?: boolean;
}

/** Further apart than any gain: points are at most 100. */
const CLASS = 1000;

/**
 * Where a step stands, the highest first: what connects the missing source of a scorecard without a level, what raises
 * the scorecard's level, what raises a dimension's level, the rest; last what waits for somebody else. Within each,
 * gain ÷ effort. It is stored with each task, so that lists of any size have this order.
 *
 * @public
 */
export function taskRank(step: Ranked): number {
  const { effort, gain, connects, waits } = step;
  const work = WORK[effort];
  if (connects !== undefined && !waits) {
    return 4 * CLASS + (connects * 100) / work;
  }
  return classOf(step) * CLASS + gain / work;
}

function classOf({ lifts, waits }: Ranked): number {
  if (waits) return 0;
  switch (lifts?.what) {
    case 'scorecard':
      return 3;
    case 'dimension':
      return 2;
    default:
      return 1;
  }
}

/** The one order of steps and tasks, total: by {@link taskRank}, then by check id. @public */
export function compareTasks(a: Ranked, b: Ranked): number {
  const byRank = taskRank(b) - taskRank(a);
  if (byRank !== 0) return byRank;
  if (a.checkId === b.checkId) return 0;
  return a.checkId < b.checkId ? -1 : 1;
}
