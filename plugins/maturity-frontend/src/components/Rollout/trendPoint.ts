// SPDX-License-Identifier: Apache-2.0
import { RollupTrendAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';

/** One day of a trend. @internal */
export type TrendPoint = RollupTrendAnswer['points'][number];

/** Entities of a day, with and without a level. @internal */
export function entitiesOf(point: TrendPoint): number {
  return point.none + leveledOf(point);
}

/** Entities of a day that have a level: what every share of a level is of. @internal */
export function leveledOf(point: TrendPoint): number {
  return point.levels.reduce((sum, count) => sum + count, 0);
}
