// SPDX-License-Identifier: Apache-2.0
import { HistoryAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';

/** Id of the whole scorecard's line. @internal */
export const OVERALL = 'overall';

/** Every score on one day. @internal */
export interface HistoryRow {
  /** Milliseconds, start of the UTC day. */
  at: number;
  scores: Record<string, number | undefined>;
}

/**
 * One row a day on which anything changed. History tells only changes, so each
 * score is carried on until its next one, and all of them up to `asOf`.
 *
 * @internal
 */
export function historyRows(
  history: HistoryAnswer | undefined,
  asOf: string,
): HistoryRow[] {
  const byDay = new Map<string, Record<string, number | undefined>>();
  for (const point of history?.points ?? []) {
    const day = byDay.get(point.day) ?? {};
    day[point.dimensionId ?? OVERALL] = point.score;
    byDay.set(point.day, day);
  }
  if (byDay.size === 0) {
    return [];
  }
  const end = asOf.slice(0, 10);
  byDay.set(end, byDay.get(end) ?? {});

  let scores: HistoryRow['scores'] = {};
  return [...byDay]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([day, changes]) => {
      scores = { ...scores, ...changes };
      return { at: Date.parse(day), scores };
    });
}
