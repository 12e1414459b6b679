// SPDX-License-Identifier: Apache-2.0
import { Fragment, ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import clsx from 'clsx';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    scroll: { maxHeight: 360, overflow: 'auto' },
    table: {
      borderCollapse: 'collapse',
      fontSize: theme.typography.pxToRem(13),
      width: '100%',
    },
    cell: {
      borderBottom: `1px solid ${theme.palette.divider}`,
      padding: theme.spacing(0.75, 1),
      textAlign: 'left',
      verticalAlign: 'top',
    },
    explained: { borderBottom: 0, paddingBottom: 0 },
    details: { paddingTop: 0 },
    header: {
      backgroundColor: theme.palette.background.paper,
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11),
      fontWeight: 600,
      position: 'sticky',
      top: 0,
      whiteSpace: 'nowrap',
      [theme.breakpoints.down('xs')]: { whiteSpace: 'normal' },
    },
    // Long names give way, so that the numbers stay in sight.
    name: { fontWeight: 400, overflowWrap: 'anywhere' },
    whole: { overflowWrap: 'normal', whiteSpace: 'nowrap' },
    numeric: {
      fontVariantNumeric: 'tabular-nums',
      textAlign: 'right',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'MaturityDataTable' },
);

/** @internal */
export interface DataTableProps {
  caption: string;
  columns: {
    id: string;
    title: string;
    numeric?: boolean;
    /** A date, in which no line ends. */
    whole?: boolean;
  }[];
  rows: {
    id: string;
    cells: ReactNode[];
    /** What is said of the row below it, over the whole width. */
    details?: ReactNode;
  }[];
}

/** The plain table behind a chart. The first cell of a row names it. @internal */
export function DataTable(props: DataTableProps) {
  const { caption, columns, rows } = props;
  const classes = useStyles();
  const cellClass = (index: number) =>
    clsx(
      classes.cell,
      columns[index].numeric && classes.numeric,
      columns[index].whole && classes.whole,
    );
  return (
    // Long tables scroll, so the keyboard must reach them.
    <div
      className={classes.scroll}
      role="group"
      aria-label={caption}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table}>
        <VisuallyHidden component="caption">{caption}</VisuallyHidden>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column.id}
                scope="col"
                className={clsx(cellClass(index), classes.header)}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Fragment key={row.id}>
              <tr>
                {row.cells.map((cell, index) =>
                  index === 0 ? (
                    <th
                      key={columns[index].id}
                      scope="row"
                      className={clsx(
                        cellClass(index),
                        classes.name,
                        row.details && classes.explained,
                      )}
                    >
                      {cell}
                    </th>
                  ) : (
                    <td
                      key={columns[index].id}
                      className={clsx(
                        cellClass(index),
                        row.details && classes.explained,
                      )}
                    >
                      {cell}
                    </td>
                  ),
                )}
              </tr>
              {row.details && (
                <tr>
                  <td
                    colSpan={columns.length}
                    className={clsx(classes.cell, classes.details)}
                  >
                    {row.details}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
