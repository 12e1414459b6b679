// SPDX-License-Identifier: Apache-2.0
import { RollupAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { Panel } from '../MaturityPage/Panel';
import { TimeSplit } from '../WhereTimeGoes/TimeSplit';
import { useTimePercentile } from '../WhereTimeGoes/useTimePercentile';

/** @internal */
export interface WhereTheTimeGoesProps {
  rollup: Pick<RollupAnswer, 'timeBreakdown' | 'timeLost'>;
}

/** Where the time of a team's or the organization's changes goes; nothing where no change went live. @internal */
export function WhereTheTimeGoes(props: WhereTheTimeGoesProps) {
  const { timeBreakdown, timeLost } = props.rollup;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [percentile] = useTimePercentile();
  if (!timeBreakdown || timeBreakdown.p50.total <= 0) {
    return null;
  }
  const counts = {
    changes: format.number(timeBreakdown.n),
    entities: format.number(timeBreakdown.entities),
    count: timeBreakdown.entities,
  };
  return (
    <Panel
      title={t('entity.time.title')}
      hint={
        percentile === 'p50'
          ? t('page.rollout.time.hintP50', counts)
          : t('page.rollout.time.hintP90', counts)
      }
    >
      <TimeSplit breakdown={timeBreakdown} timeLost={timeLost} />
    </Panel>
  );
}
