// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import Card from '@material-ui/core/Card';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme, makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/frontend-plugin-api';
import { ListScorecardsAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../../api';
import { useAsyncData, useFormat, useMaturityTranslation } from '../../hooks';
import { pageSize } from '../../hooks/pageSize';
import { useEntityFilter } from '../../hooks/useEntityFilter';
import { PageUrl, usePageUrl } from '../../hooks/usePageUrl';
import { useScorecardsQuery } from '../../hooks/useScorecardsQuery';
import { CardSkeleton } from '../CardSkeleton';
import { ErrorState } from '../ErrorState';
import { FilterBar } from '../Filters';
import { Pager } from '../MaturityPage/Pager';
import { ExportCsv } from './ExportCsv';
import { NoScorecards } from './NoScorecards';
import { ScorecardCards } from './ScorecardCards';
import { ScorecardsTable } from './ScorecardsTable';

const SKELETON_ROWS = 12;

/** Scores move while one looks. */
const REFRESH_EVERY = 60_000;

const useStyles = makeStyles(
  theme => ({
    card: { padding: theme.spacing(1, 2, 2), minWidth: 0 },
    // Only what takes long is dimmed: a quick answer must not flicker.
    refreshing: { opacity: 0.6, transition: 'opacity 0s 400ms' },
  }),
  { name: 'MaturityScorecards' },
);

/** Every entity that the reader may see: filtered, sorted and paged by the backend. @internal */
export function Scorecards() {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const api = useApi(maturityApiRef);
  const url = usePageUrl();
  const state = useEntityFilter(url);
  const selection = useScorecardsQuery(url);
  const query = {
    ...selection,
    limit: pageSize(url),
    cursor: url.get('cursor'),
  };
  const list = useAsyncData(
    `scorecards ${JSON.stringify(query)}`,
    () => api.listScorecards(query),
    { refreshEvery: REFRESH_EVERY },
  );

  const exportCsv = useMemo(() => <ExportCsv url={url} />, [url]);

  return (
    <section aria-label={t('page.scorecards.label')}>
      <FilterBar url={url} state={state} aside={exportCsv} />
      <Card className={classes.card}>
        {list.loading && <CardSkeleton lines={SKELETON_ROWS} height={44} />}
        {list.error && <ErrorState error={list.error} retry={list.retry} />}
        {list.value && (
          <div
            aria-busy={list.refreshing}
            className={list.refreshing ? classes.refreshing : undefined}
          >
            <ScorecardsContent
              list={list.value}
              url={url}
              filtered={state.active > 0}
              sort={selection.sort}
              order={selection.order}
            />
          </div>
        )}
      </Card>
    </section>
  );
}

interface ScorecardsContentProps {
  list: ListScorecardsAnswer;
  url: PageUrl;
  filtered: boolean;
  sort: string;
  order: 'asc' | 'desc';
}

function ScorecardsContent(props: ScorecardsContentProps) {
  const { list, url, filtered, sort, order } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const narrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'));

  if (list.items.length === 0) {
    return <NoScorecards filtered={filtered} />;
  }
  const Rows = narrow ? ScorecardCards : ScorecardsTable;
  return (
    <>
      <Rows rows={list.items} url={url} sort={sort} order={order} />
      <Pager
        url={url}
        count={t('page.pager.count', {
          count: list.totalItems,
          total: format.number(list.totalItems),
        })}
        nextCursor={list.nextCursor}
        previousCursor={list.previousCursor}
      />
    </>
  );
}
