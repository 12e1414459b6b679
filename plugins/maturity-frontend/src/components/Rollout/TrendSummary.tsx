// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { RollupTrendAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { describeTrend } from './describeTrend';

/** @internal */
export interface TrendSummaryProps {
  trend: Pick<RollupTrendAnswer, 'verdict' | 'changes'>;
}

/** What the chart says, as a sentence, and on which days it was measured or graded differently. @internal */
export function TrendSummary(props: TrendSummaryProps) {
  const { verdict, changes = [] } = props.trend;
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const format = useFormat();
  return (
    <>
      {verdict && (
        <Typography variant="body2" gutterBottom>
          <strong>{t(`page.rollout.trend.verdict.${verdict.verdict}`)}</strong>
          {'. '}
          {describeTrend(verdict, { t, levelName, ...format })}
        </Typography>
      )}
      {changes.map(({ day, type, label, entities, moved }) => (
        <Typography
          key={`${day} ${type} ${label}`}
          variant="body2"
          gutterBottom
        >
          {t('page.rollout.trend.modelChange', {
            day: format.date(day),
            label,
            moved: format.number(moved),
            count: entities,
            total: format.number(entities),
          })}
        </Typography>
      ))}
    </>
  );
}
