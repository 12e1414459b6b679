// SPDX-License-Identifier: Apache-2.0
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { windowDays } from '../../format';
import { EmptyState } from '../EmptyState';
import { Panel } from '../Panel';
import { TimeSplit } from './TimeSplit';
import { useTimePercentile } from './useTimePercentile';

/** @internal */
export interface WhereTimeGoesProps {
  scorecard: ScorecardView;
}

/** From commit to production: which part of the road takes how long. @internal */
export function WhereTimeGoes(props: WhereTimeGoesProps) {
  const { timeBreakdown, timeLost, window } = props.scorecard;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [percentile] = useTimePercentile();

  const days = String(windowDays(window));
  const title = t('entity.time.title');
  if (!timeBreakdown || timeBreakdown.p50.total <= 0) {
    return (
      <Panel title={title}>
        <EmptyState title={t('entity.time.none')}>
          {t('entity.time.noneHint', { days })}
        </EmptyState>
      </Panel>
    );
  }
  const subtitle = { days, n: format.number(timeBreakdown.n) };
  return (
    <Panel
      title={title}
      subtitle={
        percentile === 'p50'
          ? t('entity.time.subtitleP50', subtitle)
          : t('entity.time.subtitleP90', subtitle)
      }
    >
      <TimeSplit
        breakdown={timeBreakdown}
        gates={timeBreakdown.gates}
        timeLost={timeLost}
      />
    </Panel>
  );
}
