// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import { Link } from '@backstage/core-components';
import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  ROLLUP_DIMENSIONS,
  RollupAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import {
  EntityFilterState,
  useEntityFilter,
} from '../../hooks/useEntityFilter';
import { PageUrl, usePageUrl } from '../../hooks/usePageUrl';
import { useRollup } from '../../hooks/useRollup';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { FilterBar } from '../Filters';
import { PanelBoundary } from '../PanelBoundary';
import { EvaluateAll } from '../MaturityPage/EvaluateAll';
import { Benchmarks } from './Benchmarks';
import { CoverageSentence } from './CoverageSentence';
import { HeatMap } from './HeatMap';
import { HoldsBack } from './HoldsBack';
import { LevelsOverTime } from './LevelsOverTime';
import { Movers } from './Movers';
import { NothingMeasured } from './NothingMeasured';
import { RolloutSkeleton } from './RolloutSkeleton';
import { ScopeTrail } from './ScopeTrail';
import { WhereTheTimeGoes } from './WhereTheTimeGoes';

/** Scores move while one looks. */
const REFRESH_EVERY = 60_000;

const useStyles = makeStyles(
  theme => ({
    grid: { display: 'grid', gap: theme.spacing(2) },
    alone: { padding: theme.spacing(1, 2, 2) },
    halves: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.15fr)',
      [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    },
    toolbar: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      justifyContent: 'space-between',
      marginBottom: theme.spacing(2),
    },
  }),
  { name: 'MaturityRollout' },
);

/** How far the rollout is, who is stuck on what, what it costs, whether it gets better. @internal */
export function Rollout() {
  const classes = useStyles();
  const url = usePageUrl();
  const state = useEntityFilter(url);
  const scope = url.get('scope');
  const by =
    ROLLUP_DIMENSIONS.find(dimension => dimension === url.get('by')) ?? 'group';
  const rollup = useRollup(
    { ...state.filter, scope, by },
    { refreshEvery: REFRESH_EVERY },
  );

  return (
    <>
      <FilterBar url={url} state={state} />
      <div className={classes.toolbar}>
        <ScopeTrail url={url} title={rollup.value?.scopeTitle} />
        {rollup.value && (
          <CoverageSentence
            total={rollup.value.total}
            sourcesHref={url.href('data', { scope: undefined })}
          />
        )}
        <EvaluateAll onDone={rollup.retry} />
      </div>
      {rollup.loading && <RolloutSkeleton />}
      {rollup.error && (
        <Card className={classes.alone}>
          <ErrorState error={rollup.error} retry={rollup.retry} />
        </Card>
      )}
      {rollup.value && (
        <div className={classes.grid} aria-busy={rollup.refreshing}>
          <RolloutContent rollup={rollup.value} url={url} state={state} />
        </div>
      )}
    </>
  );
}

interface RolloutContentProps {
  rollup: RollupAnswer;
  url: PageUrl;
  state: EntityFilterState;
}

function RolloutContent(props: RolloutContentProps) {
  const { rollup, url, state } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const query = useMemo(
    () => ({ ...state.filter, scope: url.get('scope') }),
    [state.filter, url],
  );

  if (rollup.total.entities === 0) {
    const filtered = state.active > 0;
    return (
      <Card className={classes.alone}>
        <EmptyState
          title={t(
            filtered
              ? 'page.rollout.empty.filtered'
              : 'page.rollout.empty.title',
          )}
          action={
            filtered ? undefined : (
              <Link to={url.href('data')}>
                <Typography component="span" variant="body2">
                  {t('page.rollout.empty.sources')}
                </Typography>
              </Link>
            )
          }
        >
          {t(
            filtered
              ? 'page.rollout.empty.filteredBody'
              : 'page.rollout.empty.body',
          )}
        </EmptyState>
      </Card>
    );
  }
  if (rollup.total.measured === 0) {
    return <NothingMeasured entities={rollup.total.entities} url={url} />;
  }
  return (
    <>
      <PanelBoundary framed resetKey={url.search}>
        <Benchmarks benchmarks={rollup.benchmarks} />
      </PanelBoundary>
      <div className={classes.halves}>
        <PanelBoundary framed resetKey={url.search}>
          <LevelsOverTime url={url} query={query} />
        </PanelBoundary>
        <PanelBoundary framed resetKey={url.search}>
          <HoldsBack checks={rollup.checks} url={url} />
        </PanelBoundary>
      </div>
      <PanelBoundary framed resetKey={url.search}>
        <WhereTheTimeGoes rollup={rollup} />
      </PanelBoundary>
      <PanelBoundary framed resetKey={url.search}>
        <HeatMap rollup={rollup} url={url} filter={state.filter} />
      </PanelBoundary>
      <PanelBoundary framed resetKey={url.search}>
        <Movers query={query} />
      </PanelBoundary>
    </>
  );
}
