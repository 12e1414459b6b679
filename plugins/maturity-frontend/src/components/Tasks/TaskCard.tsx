// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import Checkbox from '@material-ui/core/Checkbox';
import { makeStyles } from '@material-ui/core/styles';
import {
  useFormat,
  useMaturityPath,
  useMaturityTranslation,
} from '../../hooks';
import { keepFigures } from '../../format';
import { useGainWords } from '../../hooks/useGainWords';
import { describeGain } from '../Gain';
import { taskFacts } from './taskFacts';
import { TaskRowProps } from './TaskRow';

const useStyles = makeStyles(
  theme => ({
    root: {
      borderTop: `1px solid ${theme.palette.divider}`,
      display: 'flex',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1.5, 0),
    },
    body: { display: 'grid', gap: 2, minWidth: 0 },
    title: { fontWeight: 600 },
    message: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12.5),
    },
    facts: { fontSize: theme.typography.pxToRem(12.5) },
    checkbox: { alignSelf: 'flex-start' },
  }),
  { name: 'MaturityTaskCard' },
);

/** A task where there is no room for a row. @internal */
export function TaskCard(props: TaskRowProps) {
  const { task, to, selected, onSelect } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const maturityPath = useMaturityPath();
  const words = useGainWords();
  const facts = taskFacts(task, t, format, Date.now());
  const entity = task.entity.title ?? task.entity.name;
  return (
    <li className={classes.root}>
      {onSelect && (
        <Checkbox
          size="small"
          color="primary"
          className={classes.checkbox}
          checked={selected}
          onChange={onSelect}
          inputProps={{
            'aria-label': t('page.tasks.select', { title: task.title, entity }),
          }}
        />
      )}
      <div className={classes.body}>
        <Link to={to} className={classes.title}>
          {task.title}
        </Link>
        <Link to={maturityPath(task.entityRef, task.checkId)}>{entity}</Link>
        <div className={classes.message}>{keepFigures(task.message)}</div>
        {facts.waitsFor && (
          <div className={classes.message}>{facts.waitsFor}</div>
        )}
        <div className={classes.facts}>
          {[
            facts.state,
            task.dueAt && facts.due,
            t('page.nextSteps.effort', { effort: facts.effort }),
            describeGain(task, words),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
    </li>
  );
}
