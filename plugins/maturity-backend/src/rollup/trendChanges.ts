// SPDX-License-Identifier: Apache-2.0
import {
  marksOfModelChange,
  modelChangeOf,
  RollupTrendAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { TrendRow } from '../store/operations/read/readTrend';

type TrendChange = NonNullable<RollupTrendAnswer['changes']>[number];

/** Below this share of the entities, levels and scores before and after a change of the model compare well enough. */
const COMPARABLE_MOVES = 0.1;

/** Days on which the model changed: what is different on the day before was not measured or graded alike. @internal */
export function trendChanges(
  rows: TrendRow[],
  options: { fromDay: string },
): TrendChange[] {
  const changes = new Map<string, TrendChange>();
  for (const { day, from_model, to_model, entities, moved } of rows) {
    const change =
      from_model !== null && to_model !== null && day > options.fromDay
        ? modelChangeOf(from_model, to_model)
        : undefined;
    for (const mark of change ? marksOfModelChange(change) : []) {
      const key = `${day} ${mark.type} ${mark.label}`;
      const known = changes.get(key);
      changes.set(key, {
        day,
        ...mark,
        entities: (known?.entities ?? 0) + Number(entities),
        moved: (known?.moved ?? 0) + Number(moved),
      });
    }
  }
  return [...changes.values()];
}

/**
 * The part of a course that was measured and graded alike: what follows the last change of the model that moved many.
 *
 * @internal
 */
export function comparablePoints(
  points: RollupTrendAnswer['points'],
  changes: readonly TrendChange[],
): RollupTrendAnswer['points'] {
  const breaks = points.filter(({ day, levels, none }) => {
    const entities = levels.reduce((sum, count) => sum + count, none);
    return changes.some(
      change =>
        change.day === day && change.moved >= COMPARABLE_MOVES * entities,
    );
  });
  const last = breaks[breaks.length - 1];
  return last ? points.slice(points.indexOf(last)) : points;
}
