// SPDX-License-Identifier: Apache-2.0
import { HistoryAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { SparklinePoint } from '../Sparkline';

/**
 * The course of one dimension up to `asOf`. History tells only changes, so the
 * last value is carried on to the end.
 *
 * @internal
 */
export function scorePoints(
  history: HistoryAnswer | undefined,
  dimensionId: string,
  asOf: string,
): SparklinePoint[] {
  const points: SparklinePoint[] = [];
  for (const point of history?.points ?? []) {
    if (point.dimensionId === dimensionId && point.score !== undefined) {
      points.push({ at: Date.parse(point.day), score: point.score });
    }
  }
  const last = points[points.length - 1];
  const end = Date.parse(asOf);
  if (last && last.at < end) {
    points.push({ at: end, score: last.score });
  }
  return points;
}
