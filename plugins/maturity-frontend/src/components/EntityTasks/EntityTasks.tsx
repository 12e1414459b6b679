// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  AsyncData,
  isUnfinished,
  useFormat,
  useMaturityTranslation,
  useUrlParam,
} from '../../hooks';
import { keepFigures } from '../../format';
import { CardSkeleton } from '../CardSkeleton';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { GainFigure } from '../Gain';
import { Panel } from '../Panel';
import { TaskDialog } from '../TaskDialog';
import { TaskStateText } from '../TaskStateText';
import { TextButton } from '../TextButton';
import { waitsForText } from '../WaitsFor';

/** Those to do first; all of them would push everything below out of sight. */
const SHOWN_AT_FIRST = 6;

const useStyles = makeStyles(
  theme => ({
    table: {
      borderCollapse: 'collapse',
      fontSize: theme.typography.pxToRem(14),
      width: '100%',
    },
    header: {
      borderBottom: `1px solid ${theme.palette.divider}`,
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11),
      fontWeight: 600,
      padding: theme.spacing(0.5, 1),
      textAlign: 'left',
    },
    cell: {
      borderBottom: `1px solid ${theme.palette.divider}`,
      fontWeight: 400,
      padding: theme.spacing(0.75, 1),
      textAlign: 'left',
      verticalAlign: 'top',
    },
    title: {
      marginLeft: theme.spacing(-0.5),
      '& button': {
        fontSize: theme.typography.pxToRem(14),
        lineHeight: 1.4,
        textAlign: 'left',
      },
    },
    numeric: {
      fontVariantNumeric: 'tabular-nums',
      textAlign: 'right',
    },
    quiet: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
    footer: { marginTop: theme.spacing(1) },
    wide: {
      whiteSpace: 'nowrap',
      [theme.breakpoints.down('xs')]: { display: 'none' },
    },
  }),
  { name: 'MaturityEntityTasks' },
);

/** @internal */
export interface EntityTasksProps {
  tasks: AsyncData<{ items: TaskView[] }>;
  onTasksChanged: () => void;
}

/** The unfinished tasks of one entity, in the order in which they are worth doing. @internal */
export function EntityTasks(props: EntityTasksProps) {
  const { tasks, onTasksChanged } = props;
  const { t } = useMaturityTranslation();
  const [openTask, setOpenTask] = useUrlParam('task');

  const items = tasks.value?.items ?? [];
  const unfinished = items.filter(isUnfinished);
  const closed = items.filter(task => task.state === 'resolved').length;
  return (
    <Panel
      title={t('entity.tasks.title')}
      subtitle={
        tasks.value &&
        t('entity.tasks.summary', {
          open: String(unfinished.length),
          closed: String(closed),
        })
      }
    >
      <TaskList tasks={tasks} unfinished={unfinished} onOpen={setOpenTask} />
      {openTask && (
        <TaskDialog
          taskId={openTask}
          onChanged={onTasksChanged}
          onClose={() => setOpenTask(undefined)}
        />
      )}
    </Panel>
  );
}

function TaskList(props: {
  tasks: EntityTasksProps['tasks'];
  unfinished: TaskView[];
  onOpen: (id: string) => void;
}) {
  const { tasks, unfinished, onOpen } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);

  if (tasks.loading) {
    return <CardSkeleton lines={4} />;
  }
  if (tasks.error && !tasks.value) {
    return <ErrorState error={tasks.error} retry={tasks.retry} />;
  }
  if (unfinished.length === 0) {
    return (
      <EmptyState title={t('entity.tasks.none')}>
        {t('entity.tasks.noneHint')}
      </EmptyState>
    );
  }
  const shown = all ? unfinished : unfinished.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.header}>
              {t('entity.tasks.column.task')}
            </th>
            <th scope="col" className={classes.header}>
              {t('entity.tasks.column.state')}
            </th>
            <th scope="col" className={`${classes.header} ${classes.wide}`}>
              {t('entity.tasks.column.due')}
            </th>
            <th scope="col" className={`${classes.header} ${classes.numeric}`}>
              {t('entity.tasks.column.gain')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(task => {
            return (
              <tr key={task.id}>
                <th scope="row" className={classes.cell}>
                  <div className={classes.title}>
                    <TextButton onClick={() => onOpen(task.id)}>
                      {task.title}
                    </TextButton>
                  </div>
                  <div className={classes.quiet}>
                    {keepFigures(task.message)}
                  </div>
                  {task.waitsFor && (
                    <div className={classes.quiet}>
                      {waitsForText(task.waitsFor, t)}
                    </div>
                  )}
                </th>
                <td className={classes.cell}>
                  <TaskStateText task={task} />
                </td>
                <td className={`${classes.cell} ${classes.wide}`}>
                  {task.dueAt ? format.date(task.dueAt) : t('measure.none')}
                </td>
                <td className={`${classes.cell} ${classes.numeric}`}>
                  <GainFigure gain={task} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {unfinished.length > SHOWN_AT_FIRST && (
        <div className={classes.footer}>
          <TextButton onClick={() => setAll(!all)}>
            {all
              ? t('entity.tasks.fewer')
              : t('entity.tasks.all', { count: unfinished.length })}
          </TextButton>
        </div>
      )}
    </>
  );
}
