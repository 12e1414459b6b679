// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import Checkbox from '@material-ui/core/Checkbox';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  useFormat,
  useMaturityPath,
  useMaturityTranslation,
} from '../../hooks';
import { keepFigures } from '../../format';
import { readable } from '../../theme';
import { GainFigure } from '../Gain';
import { taskFacts } from './taskFacts';

const useStyles = makeStyles(
  theme => ({
    // Material's own mark is red, which means trouble here, and the theme's stripes hide it in every other row.
    selected: {
      '&&&': {
        backgroundColor: theme.palette.background.paper,
        boxShadow: `inset 3px 0 ${theme.palette.primary.main}`,
      },
    },
    cell: { padding: theme.spacing(1), verticalAlign: 'top' },
    short: { whiteSpace: 'nowrap' },
    // The theme breaks words anywhere, and would break these.
    words: { wordBreak: 'normal' },
    gain: { maxWidth: 180, minWidth: 92 },
    message: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      maxWidth: 520,
    },
    overdue: {
      color: readable(theme, theme.palette.warning.main),
      fontWeight: 600,
    },
    title: { fontWeight: 600 },
  }),
  { name: 'MaturityTaskRow' },
);

/** @internal */
export interface TaskRowProps {
  task: TaskView;
  /** Opens its details. */
  to: string;
  selected: boolean;
  /** Undefined for those who may not change it. */
  onSelect?: () => void;
}

/** @internal */
export function TaskRow(props: TaskRowProps) {
  const { task, to, selected, onSelect } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const maturityPath = useMaturityPath();
  const facts = taskFacts(task, t, format, Date.now());
  const entity = task.entity.title ?? task.entity.name;
  return (
    <TableRow
      hover
      selected={selected}
      classes={{ selected: classes.selected }}
    >
      <TableCell padding="checkbox">
        {onSelect && (
          <Checkbox
            size="small"
            color="primary"
            checked={selected}
            onChange={onSelect}
            inputProps={{
              'aria-label': t('page.tasks.select', {
                title: task.title,
                entity,
              }),
            }}
          />
        )}
      </TableCell>
      <TableCell
        className={classes.cell}
        component="th"
        role="rowheader"
        scope="row"
      >
        <Link to={to} className={classes.title}>
          {task.title}
        </Link>
        <div className={classes.message}>{keepFigures(task.message)}</div>
        {facts.waitsFor && (
          <div className={classes.message}>{facts.waitsFor}</div>
        )}
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.words}`}>
        <Link to={maturityPath(task.entityRef, task.checkId)}>{entity}</Link>
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.words}`}>
        {facts.state}
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.short}`}>
        <span className={facts.overdue ? classes.overdue : undefined}>
          {facts.due}
        </span>
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.short}`}>
        {facts.effort}
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.gain}`} align="right">
        <GainFigure gain={task} />
      </TableCell>
    </TableRow>
  );
}
