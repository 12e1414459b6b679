// SPDX-License-Identifier: Apache-2.0
import { RollupTrendAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';

/** One day of a trend. @internal */
export type TrendPoint = RollupTrendAnswer['points'][number];

/** Entities of a day, with and without a level. @internal */
export function entitiesOf(point: TrendPoint): number {
  return point.none + point.levels.reduce((sum, count) => sum + count, 0);
}

/** Share of leveled entities that stand at `level` or above; undefined where none is leveled. @internal */
export function shareFrom(
  point: TrendPoint,
  level: number,
): number | undefined {
  const leveled = point.levels.reduce((sum, count) => sum + count, 0);
  const reached = point.levels
    .slice(level)
    .reduce((sum, count) => sum + count, 0);
  return leveled > 0 ? reached / leveled : undefined;
}
