// SPDX-License-Identifier: Apache-2.0
import Card from '@material-ui/core/Card';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { ListTasksAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../../api';
import { useAsyncData, useFormat, useMaturityTranslation } from '../../hooks';
import { pageSize } from '../../hooks/pageSize';
import { useHasGroup } from '../../hooks/useHasGroup';
import { useEntityFilter } from '../../hooks/useEntityFilter';
import { PageUrl, usePageUrl } from '../../hooks/usePageUrl';
import { TASK_VIEWS, useTasksQuery } from '../../hooks/useTasksQuery';
import { CardSkeleton } from '../CardSkeleton';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { FilterBar } from '../Filters';
import { Pager } from '../MaturityPage/Pager';
import { TaskDialog } from './TaskDialog';
import { TaskFilters } from './TaskFilters';
import { TaskList } from './TaskList';

const SKELETON_ROWS = 8;

/** Tasks close by themselves while one looks. */
const REFRESH_EVERY = 30_000;

const useStyles = makeStyles(
  theme => ({
    card: { padding: theme.spacing(1.5, 2, 2), minWidth: 0 },
    // Only what takes long is dimmed: a quick answer must not flicker.
    refreshing: { opacity: 0.6, transition: 'opacity 0s 400ms' },
  }),
  { name: 'MaturityTasks' },
);

/** The work that checks below their target ask for. @internal */
export function Tasks() {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const api = useApi(maturityApiRef);
  const url = usePageUrl();
  const state = useEntityFilter(url);
  const selection = useTasksQuery(url);
  const query = {
    ...selection,
    limit: pageSize(url),
    cursor: url.get('cursor'),
  };
  const list = useAsyncData(
    `tasks ${JSON.stringify(query)}`,
    () => api.listTasks(query),
    { refreshEvery: REFRESH_EVERY },
  );
  const filtered = state.active > 0 || url.all('state').length > 0;

  return (
    <section aria-label={t('page.tasks.label')}>
      <FilterBar url={url} state={state} />
      <Card className={classes.card}>
        <TaskFilters url={url} view={selection.view} sort={selection.sort} />
        {list.loading && <CardSkeleton lines={SKELETON_ROWS} height={48} />}
        {list.error && <ErrorState error={list.error} retry={list.retry} />}
        {list.value && (
          <div
            aria-busy={list.refreshing}
            className={list.refreshing ? classes.refreshing : undefined}
          >
            <TasksContent
              list={list.value}
              url={url}
              view={selection.view}
              filtered={filtered}
              onChanged={list.retry}
            />
          </div>
        )}
      </Card>
      <TaskDialog url={url} onChanged={list.retry} />
    </section>
  );
}

interface TasksContentProps {
  list: ListTasksAnswer;
  url: PageUrl;
  view: (typeof TASK_VIEWS)[number];
  filtered: boolean;
  onChanged: () => void;
}

function TasksContent(props: TasksContentProps) {
  const { list, url, view, filtered, onChanged } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const hasGroup = useHasGroup();
  if (list.items.length === 0) {
    const isLost = view === 'team' && hasGroup === false;
    const others = filtered ? ('filtered' as const) : view;
    const reason = isLost ? ('noTeam' as const) : others;
    return (
      <EmptyState
        title={t(`page.tasks.empty.${reason}`)}
        action={
          isLost && (
            <Link to={url.href('tasks', { view: 'all' })}>
              {t('page.tasks.empty.showAll')}
            </Link>
          )
        }
      >
        {t(`page.tasks.empty.${reason}Body`)}
      </EmptyState>
    );
  }
  return (
    <>
      <TaskList tasks={list.items} url={url} onChanged={onChanged} />
      <Pager
        url={url}
        count={t('page.pager.tasks', {
          count: list.totalItems,
          total: format.number(list.totalItems),
        })}
        nextCursor={list.nextCursor}
        previousCursor={list.previousCursor}
      />
    </>
  );
}
