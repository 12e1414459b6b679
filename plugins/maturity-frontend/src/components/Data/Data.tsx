// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/frontend-plugin-api';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../../api';
import { useAsyncData, useFormat, useMaturityTranslation } from '../../hooks';
import { usePageUrl } from '../../hooks/usePageUrl';
import { CardSkeleton } from '../CardSkeleton';
import { ErrorState } from '../ErrorState';
import { SearchField } from '../Filters/SearchField';
import { Panel } from '../MaturityPage/Panel';
import { PanelBoundary } from '../PanelBoundary';
import { Collectors } from './Collectors';
import { IngestSources } from './IngestSources';
import { UnknownDeployments } from './UnknownDeployments';
import { UnmappedEnvironments } from './UnmappedEnvironments';
import { Unmatched } from './Unmatched';

/** Lag and backlog change while one looks. */
const REFRESH_EVERY = 30_000;

const useStyles = makeStyles(
  theme => ({
    grid: { display: 'grid', gap: theme.spacing(2) },
    toolbar: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      justifyContent: 'space-between',
    },
    // On the page's own color the label would be too faint.
    search: {
      '& [class*="MuiOutlinedInput-root"]': {
        backgroundColor: theme.palette.background.paper,
      },
    },
    halves: {
      alignItems: 'start',
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 620px), 1fr))',
    },
  }),
  { name: 'MaturityData' },
);

/** Where the numbers come from, and what is missing. @internal */
export function Data() {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const api = useApi(maturityApiRef);
  const url = usePageUrl();
  const search = url.get('source') ?? '';
  const sources = useAsyncData('sources', () => api.getSources(), {
    refreshEvery: REFRESH_EVERY,
  });

  if (sources.loading) {
    return (
      <Panel title={t('page.data.collectors.title')}>
        <CardSkeleton lines={8} height={40} />
      </Panel>
    );
  }
  if (sources.error && !sources.value) {
    return (
      <Panel title={t('page.data.collectors.title')}>
        <ErrorState error={sources.error} retry={sources.retry} />
      </Panel>
    );
  }
  if (!sources.value) {
    return null;
  }
  return (
    <section className={classes.grid} aria-label={t('page.data.label')}>
      <div className={classes.toolbar}>
        <Coverage sources={sources.value} />
        <SearchField
          className={classes.search}
          label={t('page.data.search')}
          value={search}
          onChange={value => url.set({ source: value }, { replace: true })}
        />
      </div>
      <PanelBoundary framed>
        <Collectors
          collectors={sources.value.collectors}
          total={sources.value.entities.total}
          search={search}
        />
      </PanelBoundary>
      <div className={classes.halves}>
        <PanelBoundary framed>
          <IngestSources ingest={sources.value.ingest} search={search} />
        </PanelBoundary>
        <PanelBoundary framed>
          <UnmappedEnvironments
            environments={sources.value.unmappedEnvironments}
          />
        </PanelBoundary>
      </div>
      {sources.value.unknownDeployments && (
        <PanelBoundary framed>
          <UnknownDeployments
            deployments={sources.value.unknownDeployments}
            total={sources.value.unknownDeploymentsTotal}
          />
        </PanelBoundary>
      )}
      <PanelBoundary framed>
        <Unmatched url={url} total={sources.value.unmatched} />
      </PanelBoundary>
    </section>
  );
}

function Coverage(props: { sources: SourcesAnswer }) {
  const { entities, backlog } = props.sources;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  if (entities.total === 0) {
    return <Typography variant="body2">{t('page.data.nothing')}</Typography>;
  }
  return (
    <Typography variant="body2">
      {[
        t('page.data.reached', {
          reached: format.number(entities.reached),
          total: format.number(entities.total),
        }),
        t('page.data.scored', { scored: format.number(entities.scored) }),
        backlog > 0
          ? t('page.data.backlog', {
              count: backlog,
              total: format.number(backlog),
            })
          : t('page.data.backlogNone'),
      ].join(' · ')}
    </Typography>
  );
}
