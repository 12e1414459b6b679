// SPDX-License-Identifier: Apache-2.0
import { memo } from 'react';
import { Link } from '@backstage/core-components';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { makeStyles } from '@material-ui/core/styles';
import clsx from 'clsx';
import { ScorecardRow } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { DimensionName, useDimensions } from '../../hooks/useDimensions';
import { PageUrl } from '../../hooks/usePageUrl';
import { useMaturityPath } from '../../hooks/useMaturityPath';
import { ScoreDelta } from '../ScoreDelta';
import { DimensionCell } from './DimensionCell';
import { EntityName } from './EntityName';
import { LevelCell } from './LevelCell';
import { NextStepCell } from './NextStepCell';

const useStyles = makeStyles(
  theme => ({
    // Hidden texts inside are placed absolutely: without a frame of their own they widen the page.
    scroll: { overflowX: 'auto', position: 'relative' },
    table: { minWidth: 860 },
    head: {
      fontSize: theme.typography.pxToRem(12),
      lineHeight: 1.3,
      padding: theme.spacing(1, 0.75),
      verticalAlign: 'bottom',
      wordBreak: 'normal',
      // Such names end in a number in apps on the old frontend system.
      '& [class*="MuiTableSortLabel-icon"]': { fontSize: 14, margin: 0 },
    },
    cell: { padding: theme.spacing(1, 0.75) },
    number: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
    name: { minWidth: 144 },
    level: { minWidth: 130 },
    dimension: { paddingLeft: theme.spacing(1.5) },
    step: { maxWidth: 300, minWidth: 120, wordBreak: 'normal' },
  }),
  { name: 'MaturityScorecardsTable' },
);

/** @internal */
export interface ScorecardRowsProps {
  rows: ScorecardRow[];
  url: PageUrl;
  sort: string;
  order: 'asc' | 'desc';
}

/** Drawn once: to press a button beside the table must not draw all of it again. */
const Row = memo(function ScorecardsRow(props: {
  row: ScorecardRow;
  /** Where the tasks of the selection are, with a query. */
  tasksHref: string;
  dimensions: DimensionName[];
}) {
  const { row, tasksHref, dimensions } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const scorecardPath = useMaturityPath();
  const { top } = useModel();
  const name = row.title ?? row.name;
  return (
    <TableRow hover>
      <TableCell
        className={`${classes.cell} ${classes.name}`}
        component="th"
        role="rowheader"
        scope="row"
      >
        <EntityName row={row} to={scorecardPath(row.entityRef)} />
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.level}`}>
        <LevelCell row={row} />
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.number}`} align="right">
        {row.score === undefined ? t('measure.none') : format.number(row.score)}
      </TableCell>
      <TableCell className={classes.cell} align="right">
        <ScoreDelta delta={row.delta30d} compact />
      </TableCell>
      {dimensions.map(dimension => (
        <TableCell
          key={dimension.id}
          className={`${classes.cell} ${classes.dimension}`}
        >
          <DimensionCell
            t={t}
            top={top}
            title={dimension.title}
            result={row.dimensions.find(
              ({ dimensionId }) => dimensionId === dimension.id,
            )}
          />
        </TableCell>
      ))}
      <TableCell className={`${classes.cell} ${classes.step}`}>
        <NextStepCell row={row} />
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.number}`} align="right">
        {row.openTasks > 0 ? (
          <Link
            to={`${tasksHref}&entityRef=${encodeURIComponent(row.entityRef)}`}
            aria-label={t('page.scorecards.openTasksLink', {
              count: row.openTasks,
              name,
            })}
          >
            {row.openTasks}
          </Link>
        ) : (
          row.openTasks
        )}
      </TableCell>
    </TableRow>
  );
});

/** One row per entity. @internal */
export function ScorecardsTable(props: ScorecardRowsProps) {
  const { rows, url, sort, order } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { dimensions } = useDimensions(
    rows[0]?.dimensions.map(({ dimensionId }) => dimensionId),
  );

  const tasksHref = url.href('tasks', {
    entityRef: undefined,
    view: 'all',
    sort: undefined,
    order: undefined,
  });

  const column = (
    id: string,
    title: string,
    align?: 'right',
    className?: string,
  ) => (
    <TableCell
      key={id}
      className={clsx(classes.head, className)}
      align={align}
      sortDirection={sort === id ? order : false}
    >
      <TableSortLabel
        active={sort === id}
        direction={sort === id ? order : 'asc'}
        onClick={() =>
          url.set({
            sort: id,
            order: sort === id && order === 'asc' ? 'desc' : 'asc',
          })
        }
      >
        {title}
      </TableSortLabel>
    </TableCell>
  );

  return (
    <div className={classes.scroll}>
      <Table
        size="small"
        className={classes.table}
        aria-label={t('page.scorecards.label')}
      >
        <TableHead>
          <TableRow>
            {column('name', t('page.scorecards.name'))}
            {column('level', t('page.scorecards.level'))}
            {column('score', t('page.scorecards.score'), 'right')}
            {column('delta30d', t('page.scorecards.delta'), 'right')}
            {dimensions.map(dimension =>
              column(
                `dimension:${dimension.id}`,
                dimension.title,
                undefined,
                classes.dimension,
              ),
            )}
            <TableCell className={classes.head}>
              {t('page.scorecards.nextStep')}
            </TableCell>
            {column('openTasks', t('page.scorecards.openTasks'), 'right')}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => (
            <Row
              key={row.entityRef}
              row={row}
              tasksHref={tasksHref}
              dimensions={dimensions}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
