// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { TrendPoint, shareFrom } from './trendPoint';

/** A mean score that moves less than this in the range counts as steady. */
const STEADY_POINTS = 1;

/** @internal */
export interface TrendSummaryProps {
  points: TrendPoint[];
}

/** What the chart says, as a sentence. @internal */
export function TrendSummary(props: TrendSummaryProps) {
  const { points } = props;
  const { t } = useMaturityTranslation();
  const { top, levelName } = useModel();
  const format = useFormat();
  const first = points.find(point => point.score !== undefined) ?? points[0];
  const last = points[points.length - 1];
  const level = Math.ceil(top / 2);
  const before = shareFrom(first, level);
  const after = shareFrom(last, level);
  const change =
    first.score === undefined || last.score === undefined
      ? undefined
      : last.score - first.score;

  return (
    <Typography variant="body2" gutterBottom>
      {change !== undefined && (
        <>
          <strong>{t(`page.rollout.trend.${verdict(change)}`)}</strong>
          {': '}
          {t('page.rollout.trend.scoreChange', {
            before: format.points(first.score!),
            after: format.points(last.score!),
          })}
          {'. '}
        </>
      )}
      {before !== undefined &&
        after !== undefined &&
        t('page.rollout.trend.summary', {
          from: format.date(first.day),
          to: format.date(last.day),
          level: levelName(level),
          before: format.percent(before),
          after: format.percent(after),
        })}
    </Typography>
  );
}

function verdict(change: number): 'better' | 'worse' | 'steady' {
  if (Math.abs(change) < STEADY_POINTS) {
    return 'steady';
  }
  return change > 0 ? 'better' : 'worse';
}
