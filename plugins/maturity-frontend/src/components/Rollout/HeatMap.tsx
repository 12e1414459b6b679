// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  EntityFilterInput,
  ROLLUP_DIMENSIONS,
  RollupAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { useDimensions } from '../../hooks/useDimensions';
import { PageUrl } from '../../hooks/usePageUrl';
import { EmptyState } from '../EmptyState';
import { ChoiceSelect } from '../MaturityPage/ChoiceSelect';
import { Panel } from '../MaturityPage/Panel';
import { ExportCsv } from '../Scorecards/ExportCsv';
import { GroupRows } from './GroupRows';
import { DEFAULT_SORT, RollupGroup, parseSort, sortGroups } from './sortGroups';

/** Says in the address that the reader folded everything. */
const ALL_FOLDED = 'none';

const useStyles = makeStyles(
  theme => ({
    // Hidden texts inside are placed absolutely: without a frame of their own they widen the page.
    scroll: { overflowX: 'auto', position: 'relative' },
    // The theme's stripes would compete with the colors of the cells.
    table: {
      minWidth: 760,
      [theme.breakpoints.down('xs')]: { minWidth: 0 },
      '& tbody tr:nth-of-type(n)': { background: 'none' },
    },
    head: {
      borderBottom: 'none',
      fontSize: theme.typography.pxToRem(12),
      lineHeight: 1.3,
      padding: theme.spacing(0.5, 1),
      verticalAlign: 'bottom',
      wordBreak: 'normal',
    },
    // Where there is no room, titles stand upright, so that all dimensions are seen at once.
    // Names of Material UI's classes end in a number in apps on the old frontend system.
    upright: {
      [theme.breakpoints.down('xs')]: {
        padding: theme.spacing(0.5, 0),
        '& [class*="MuiTableSortLabel-root"]': {
          maxHeight: 130,
          textAlign: 'left',
          transform: 'rotate(180deg)',
          writingMode: 'vertical-rl',
        },
        '& [class*="MuiTableSortLabel-icon"]': { margin: 0 },
      },
    },
    wide: { [theme.breakpoints.down('xs')]: { display: 'none' } },
    name: {
      backgroundColor: theme.palette.background.paper,
      left: 0,
      minWidth: 150,
      [theme.breakpoints.down('xs')]: { minWidth: 104 },
      position: 'sticky',
      width: '24%',
      zIndex: 1,
    },
  }),
  { name: 'MaturityHeatMap' },
);

/** @internal */
export interface HeatMapProps {
  rollup: RollupAnswer;
  url: PageUrl;
  filter: EntityFilterInput;
}

/** Groups by dimensions: where each stands, and what share of it is at target. @internal */
export function HeatMap(props: HeatMapProps) {
  const { rollup, url, filter } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { dimensions } = useDimensions(
    rollup.total.dimensions.map(({ dimensionId }) => dimensionId),
  );
  const sortText = url.get('groups');
  const sort = useMemo(() => parseSort(sortText), [sortText]);
  const groups = useMemo(
    () => sortGroups(rollup.groups, sort),
    [rollup.groups, sort],
  );

  const open = openGroups(url, groups);
  const toggle = (key: string) => {
    const next = open.includes(key)
      ? open.filter(other => other !== key)
      : [...open, key];
    url.set({ open: next.length ? next : [ALL_FOLDED] }, { replace: true });
  };
  const setSort = (column: string) => {
    const ascending = sort.column !== column || sort.order === 'desc';
    const next = `${column}:${ascending ? 'asc' : 'desc'}`;
    const isDefault = next === `${DEFAULT_SORT.column}:${DEFAULT_SORT.order}`;
    const isDimension = dimensions.some(({ id }) => id === column);
    url.set({
      groups: isDefault ? undefined : next,
      // Whoever sorts by a dimension asks about it: its trend and its checks are shown as well.
      ...(isDimension && { dimension: column }),
    });
  };
  const columns: { id: string; title: string; className?: string }[] = [
    {
      id: 'entities',
      title: t('page.rollout.groups.entities'),
      className: classes.wide,
    },
    ...dimensions.map(({ id, title }) => ({
      id,
      title,
      className: classes.upright,
    })),
    {
      id: 'score',
      title: t('page.rollout.groups.score'),
      className: classes.upright,
    },
    {
      id: 'delta',
      title: t('page.rollout.groups.delta'),
      className: classes.upright,
    },
  ];
  const header = (column: { id: string; title: string }, className: string) => (
    <TableCell
      key={column.id}
      className={className}
      align={column.id === 'name' ? 'left' : 'center'}
      sortDirection={sort.column === column.id ? sort.order : false}
    >
      <TableSortLabel
        active={sort.column === column.id}
        direction={sort.column === column.id ? sort.order : 'asc'}
        onClick={() => setSort(column.id)}
      >
        {column.title}
      </TableSortLabel>
    </TableCell>
  );

  return (
    <Panel
      title={t(`page.rollout.groups.titles.${rollup.by}`)}
      hint={t('page.rollout.groups.hint')}
      actions={
        <>
          <ChoiceSelect
            id="maturity-groups-by"
            label={t('page.rollout.groups.by')}
            value={rollup.by}
            choices={ROLLUP_DIMENSIONS.map(value => ({
              value,
              label: t(`page.rollout.groups.titles.${value}`),
            }))}
            onChange={value =>
              url.set({
                by: value === 'group' ? undefined : value,
                open: undefined,
              })
            }
          />
          <ExportCsv url={url} label={t('page.rollout.groups.export')} />
        </>
      }
    >
      {groups.length === 0 ? (
        <EmptyState title={t('page.rollout.groups.empty')}>
          {t('page.rollout.groups.emptyBody', {
            by: t(`page.rollout.groups.titles.${rollup.by}`),
          })}
        </EmptyState>
      ) : (
        <div className={classes.scroll}>
          <Table
            size="small"
            className={classes.table}
            aria-label={t(`page.rollout.groups.titles.${rollup.by}`)}
          >
            <TableHead>
              <TableRow>
                {header(
                  { id: 'name', title: t('page.rollout.groups.name') },
                  `${classes.head} ${classes.name}`,
                )}
                {columns.map(column =>
                  header(column, `${classes.head} ${column.className ?? ''}`),
                )}
              </TableRow>
            </TableHead>
            <TableBody>
              <GroupRows
                groups={groups}
                by={rollup.by}
                depth={0}
                open={open}
                onToggle={toggle}
                url={url}
                filter={filter}
                sort={sort}
                dimensions={dimensions}
              />
            </TableBody>
          </Table>
        </div>
      )}
      {rollup.truncated && (
        <Typography variant="caption" color="textSecondary" component="p">
          {t('page.rollout.groups.truncated')}
        </Typography>
      )}
    </Panel>
  );
}

/** A single group on top, the company as a whole, says nothing alone: it starts unfolded. */
function openGroups(url: PageUrl, groups: RollupGroup[]): string[] {
  const chosen = url.all('open');
  if (chosen.length > 0) {
    return chosen.filter(key => key !== ALL_FOLDED);
  }
  return groups.length === 1 ? [groups[0].key] : [];
}
