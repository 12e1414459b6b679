// SPDX-License-Identifier: Apache-2.0
import { Suspense, lazy, useState } from 'react';
import Button from '@material-ui/core/Button';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  RollupTrendAnswer,
  RollupTrendQuery,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { useDimensions } from '../../hooks/useDimensions';
import { PageUrl } from '../../hooks/usePageUrl';
import { useRollupTrend } from '../../hooks/useRollup';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { ChoiceSelect } from '../MaturityPage/ChoiceSelect';
import { Panel } from '../MaturityPage/Panel';
import { WhenSeen } from '../WhenSeen';
import { LevelLegend } from './LevelLegend';
import { LevelsTable } from './LevelsTable';
import { TrendSummary } from './TrendSummary';
import { entitiesOf } from './trendPoint';

const CHART_HEIGHT = 210;
const RANGES = ['30', '90', '180', '365'];
const DEFAULT_RANGE = '180';

// Recharts is large: it is loaded where a chart is seen.
const LevelsChart = lazy(() =>
  import('./LevelsChart').then(module => ({ default: module.LevelsChart })),
);

/** @internal */
export interface LevelsOverTimeProps {
  url: PageUrl;
  query: Omit<RollupTrendQuery, 'from' | 'to'>;
}

/** How many entities stood on which level, day by day: is it getting better? @internal */
export function LevelsOverTime(props: LevelsOverTimeProps) {
  const { url, query } = props;
  const { t } = useMaturityTranslation();
  const { dimensions } = useDimensions();
  const [asTable, setAsTable] = useState(false);
  const dimensionId = url.get('dimension');
  const range = RANGES.find(days => days === url.get('days')) ?? DEFAULT_RANGE;
  const trend = useRollupTrend({ ...query, dimensionId }, Number(range));

  return (
    <Panel
      title={t('page.rollout.trend.title')}
      actions={
        <>
          <ChoiceSelect
            id="maturity-trend-dimension"
            label={t('page.rollout.trend.dimension')}
            value={dimensionId ?? ''}
            choices={[
              { value: '', label: t('page.filters.overall') },
              ...dimensions.map(({ id, title }) => ({
                value: id,
                label: title,
              })),
            ]}
            onChange={value => url.set({ dimension: value })}
          />
          <ChoiceSelect
            id="maturity-trend-range"
            label={t('page.rollout.trend.range')}
            value={range}
            choices={RANGES.map(days => ({
              value: days,
              label: t('page.rollout.trend.days', { days }),
            }))}
            onChange={value => url.set({ days: value })}
          />
          <Button
            size="small"
            aria-pressed={asTable}
            onClick={() => setAsTable(value => !value)}
          >
            {asTable ? t('common.showAsChart') : t('common.showAsTable')}
          </Button>
        </>
      }
    >
      {trend.loading && <Skeleton variant="rect" height={CHART_HEIGHT} />}
      {trend.error && <ErrorState error={trend.error} retry={trend.retry} />}
      {trend.value && <TrendContent trend={trend.value} asTable={asTable} />}
    </Panel>
  );
}

function TrendContent(props: { trend: RollupTrendAnswer; asTable: boolean }) {
  const { trend, asTable } = props;
  const { t } = useMaturityTranslation();
  const placeholder = <Skeleton variant="rect" height={CHART_HEIGHT} />;
  // Before anything was scored there is nothing to draw a line from.
  const begun = trend.points.findIndex(point => entitiesOf(point) > 0);
  if (begun < 0) {
    return (
      <EmptyState title={t('page.rollout.trend.empty')}>
        {t('page.rollout.trend.emptyBody')}
      </EmptyState>
    );
  }
  const points = trend.points.slice(begun);
  if (points.length === 1) {
    return (
      <>
        <EmptyState title={t('page.rollout.trend.firstDay')}>
          {t('page.rollout.trend.firstDayBody')}
        </EmptyState>
        <LevelLegend point={points[0]} />
      </>
    );
  }
  return (
    <>
      <TrendSummary trend={trend} />
      {asTable ? (
        <LevelsTable points={points} />
      ) : (
        <>
          <WhenSeen placeholder={placeholder}>
            <Suspense fallback={placeholder}>
              <LevelsChart points={points} height={CHART_HEIGHT} />
            </Suspense>
          </WhenSeen>
          <LevelLegend point={points[points.length - 1]} />
        </>
      )}
    </>
  );
}
