// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
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
  rows: { id: string; cells: ReactNode[] }[];
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
            <tr key={row.id}>
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th
                    key={columns[index].id}
                    scope="row"
                    className={clsx(cellClass(index), classes.name)}
                  >
                    {cell}
                  </th>
                ) : (
                  <td key={columns[index].id} className={cellClass(index)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
