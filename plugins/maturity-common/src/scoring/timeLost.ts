// SPDX-License-Identifier: Apache-2.0
import { workingHours } from '../measures/support/workingHours';
import { HOUR, toMillis, WEEK } from '../measures/support/time';
import { MeasureInput } from '../measures/types';
import { ChangeTimes, changeTimes, SEGMENT_COUNT } from './changeTimes';
import { CheckResult, TIME_SEGMENTS, TimeLost } from './types';

const APPROVAL = TIME_SEGMENTS.indexOf('approval');

/** What a change at the target may take, in hours. @internal */
export interface TimeAtTarget {
  /** From commit to production. */
  total: number;
  /** Waiting for approval, where the model says. */
  approval?: number;
}

/** What the checks of lead time and approval wait ask for at the target; none where lead time is not graded. @internal */
export function timeAtTarget(
  checks: readonly CheckResult[],
): TimeAtTarget | undefined {
  const thresholdOf = (id: string) =>
    checks.find(({ measureId, graded }) => graded && measureId === id)
      ?.targetThreshold;
  const total = thresholdOf('deployment.lead-time');
  const approval = thresholdOf('approval.wait');
  return total === undefined
    ? undefined
    : { total, ...(approval !== undefined && { approval }) };
}

/**
 * The part of changes' lead times beyond what the target allows.
 *
 * @remarks
 *
 * The excess of a change is its lead time beyond the target's threshold. It is cut into the disjoint segments by their
 * own excess over what a change at the target needs there, so that the parts add up to the excess and no hour counts
 * twice. A change at the target is one of this entity, scaled to the threshold, but waits for approval no longer than
 * that check's target allows. The excess in working hours is that of its last part: where the change would have been
 * live already.
 *
 * @internal
 */
export function timeLost(
  input: MeasureInput,
  target: TimeAtTarget,
): TimeLost | undefined {
  const times = changeTimes(input);
  if (!times) {
    return undefined;
  }
  const allowed = target.total * HOUR;
  const needs = needsAtTarget(times, target);
  const sums = new Float64Array(SEGMENT_COUNT);
  let excess = 0;
  let working = 0;
  let beyond = 0;
  for (let change = 0; change < times.n; change += 1) {
    const over = times.totals[change] - allowed;
    if (over <= 0) continue;
    beyond += 1;
    excess += over;
    const finished = times.finished[change];
    working += workingHours(
      [{ from: finished - over, to: finished }],
      input.settings.workingCalendar,
    );
    addExcess(sums, times, change, needs, over);
  }
  const weeks =
    (toMillis(input.window.to) - toMillis(input.window.from)) / WEEK;
  return {
    target: target.total,
    changes: times.n,
    beyond,
    perWeek: weeks > 0 ? beyond / weeks : 0,
    hours: excess / HOUR / times.n,
    workingHours: working / times.n,
    segments: TIME_SEGMENTS.map((id, at) => ({
      id,
      hours: sums[at] / HOUR / times.n,
    })),
  };
}

/** Milliseconds that each segment takes of a change at the target; together the threshold. */
function needsAtTarget(
  { sums }: ChangeTimes,
  { total, approval = Infinity }: TimeAtTarget,
): Float64Array {
  const all = sums.reduce((sum, hours) => sum + hours, 0);
  const needs = new Float64Array(SEGMENT_COUNT);
  if (all === 0) {
    return needs;
  }
  const allowed = total * HOUR;
  const waits = Math.min(approval * HOUR, (allowed * sums[APPROVAL]) / all);
  const others = all - sums[APPROVAL];
  for (let at = 0; at < SEGMENT_COUNT; at += 1) {
    needs[at] = others === 0 ? 0 : ((allowed - waits) * sums[at]) / others;
  }
  needs[APPROVAL] = waits;
  return needs;
}

/** Shares a change's excess among its segments; those over their need exceed it by at least as much together. */
function addExcess(
  sums: Float64Array,
  { splits }: ChangeTimes,
  change: number,
  needs: Float64Array,
  over: number,
) {
  const first = change * SEGMENT_COUNT;
  let all = 0;
  for (let at = 0; at < SEGMENT_COUNT; at += 1) {
    all += Math.max(0, splits[first + at] - needs[at]);
  }
  if (all === 0) return;
  for (let at = 0; at < SEGMENT_COUNT; at += 1) {
    sums[at] += (over * Math.max(0, splits[first + at] - needs[at])) / all;
  }
}
