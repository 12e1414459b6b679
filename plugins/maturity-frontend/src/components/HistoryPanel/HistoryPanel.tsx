// SPDX-License-Identifier: Apache-2.0
import { Suspense, lazy, useMemo, useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  HistoryAnswer,
  ScorecardView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { AsyncData, useFormat, useMaturityTranslation } from '../../hooks';
import { CardSkeleton } from '../CardSkeleton';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { Panel } from '../Panel';
import { TextButton } from '../TextButton';
import { VisuallyHidden } from '../VisuallyHidden';
import { WhenSeen } from '../WhenSeen';
import { HistoryTable } from './HistoryTable';
import { ModelChanges } from './ModelChanges';
import { OVERALL, historyRows } from './historyRows';

// The chart library is large: it arrives only where a chart is looked at.
const HistoryChart = lazy(() =>
  import('./HistoryChart').then(m => ({ default: m.HistoryChart })),
);

const CHART_HEIGHT = 220;

const useStyles = makeStyles(
  theme => ({ footer: { marginTop: theme.spacing(1), textAlign: 'right' } }),
  { name: 'MaturityHistoryPanel' },
);

/** @internal */
export interface HistoryPanelProps {
  scorecard: ScorecardView;
  history: AsyncData<HistoryAnswer>;
}

/** How the scores moved, and what moved them. @internal */
export function HistoryPanel(props: HistoryPanelProps) {
  const { t } = useMaturityTranslation();
  return (
    <Panel
      title={t('entity.history.title')}
      subtitle={t('entity.history.subtitle')}
    >
      <HistoryContent {...props} />
    </Panel>
  );
}

function HistoryContent(props: HistoryPanelProps) {
  const { scorecard, history } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const rows = useMemo(
    () => historyRows(history.value, scorecard.asOf),
    [history.value, scorecard.asOf],
  );
  const lines = useMemo(
    () => [
      { id: OVERALL, title: t('entity.history.overall') },
      ...scorecard.dimensions.map(({ dimensionId, title }) => ({
        id: dimensionId,
        title,
      })),
    ],
    [scorecard.dimensions, t],
  );

  if (history.loading) {
    return <CardSkeleton lines={6} />;
  }
  if (history.error && !history.value) {
    return <ErrorState error={history.error} retry={history.retry} />;
  }
  if (rows.length === 0) {
    return (
      <EmptyState title={t('entity.history.none')}>
        {t('entity.history.noneHint')}
      </EmptyState>
    );
  }
  const first = rows[0];
  if (rows.length === 1) {
    return (
      <EmptyState title={t('entity.history.oneDay')}>
        {t('entity.history.oneDayHint', {
          day: format.date(new Date(first.at).toISOString()),
        })}
      </EmptyState>
    );
  }
  const last = rows[rows.length - 1];
  const score = (value: number | undefined) =>
    value === undefined ? t('measure.none') : format.number(value);
  const label = t('entity.history.label', {
    from: format.date(new Date(first.at).toISOString()),
    to: format.date(new Date(last.at).toISOString()),
    first: score(first.scores[OVERALL]),
    last: score(last.scores[OVERALL]),
  });
  const marks = history.value?.marks ?? [];
  const placeholder = <Skeleton variant="rect" height={CHART_HEIGHT} />;
  return (
    <>
      {asTable ? (
        <HistoryTable caption={label} rows={rows} lines={lines} marks={marks} />
      ) : (
        <>
          <VisuallyHidden>{label}</VisuallyHidden>
          <div aria-hidden>
            <WhenSeen placeholder={placeholder}>
              <Suspense fallback={placeholder}>
                <HistoryChart
                  rows={rows}
                  lines={lines}
                  marks={marks}
                  height={CHART_HEIGHT}
                />
              </Suspense>
            </WhenSeen>
          </div>
          <ModelChanges marks={marks} />
        </>
      )}
      <div className={classes.footer}>
        <TextButton onClick={() => setAsTable(!asTable)}>
          {asTable ? t('common.showAsChart') : t('common.showAsTable')}
        </TextButton>
      </div>
    </>
  );
}
