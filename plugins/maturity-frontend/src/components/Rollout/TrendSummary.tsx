// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { RollupTrendAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { describeTrend } from './describeTrend';

/** @internal */
export interface TrendSummaryProps {
  /** Absent where nothing ever had a level. */
  verdict?: RollupTrendAnswer['verdict'];
}

/** What the chart says, as a sentence. @internal */
export function TrendSummary(props: TrendSummaryProps) {
  const { verdict } = props;
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const format = useFormat();
  return verdict ? (
    <Typography variant="body2" gutterBottom>
      <strong>{t(`page.rollout.trend.verdict.${verdict.verdict}`)}</strong>
      {'. '}
      {describeTrend(verdict, { t, levelName, ...format })}
    </Typography>
  ) : null;
}
