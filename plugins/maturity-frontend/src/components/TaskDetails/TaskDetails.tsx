// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useCallback } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/frontend-plugin-api';
import { maturityApiRef } from '../../api';
import {
  useAsyncData,
  useFormat,
  useMaturityTranslation,
  useModel,
} from '../../hooks';
import { keepFigures } from '../../format';
import { CardSkeleton } from '../CardSkeleton';
import { ErrorState } from '../ErrorState';
import { EvidenceTable } from '../EvidenceTable';
import { Prose } from '../Prose';
import { TaskActions } from '../TaskActions';
import { TaskEvents } from './TaskEvents';
import { TaskFacts } from './TaskFacts';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      fontFamily: theme.typography.fontFamily,
      gap: theme.spacing(2),
    },
    title: {
      fontSize: theme.typography.pxToRem(18),
      fontWeight: 600,
      lineHeight: 1.3,
      margin: 0,
      paddingRight: theme.spacing(4),
    },
    heading: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      fontWeight: 600,
      margin: theme.spacing(0, 0, 0.5),
    },
    steps: {
      fontSize: theme.typography.pxToRem(14),
      lineHeight: 1.5,
      margin: 0,
      paddingLeft: theme.spacing(2.5),
    },
    note: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      margin: 0,
    },
  }),
  { name: 'MaturityTaskDetails' },
);

/** @internal */
export interface TaskDetailsProps {
  taskId: string;
  /** Id for the title, where a dialog is named by it. */
  titleId?: string;
  /** Called after every change, so that lists can load again. */
  onChanged?: () => void;
}

/** One task: what is wrong, what to do, what happened. @internal */
export function TaskDetails(props: TaskDetailsProps) {
  const { taskId, titleId, onChanged } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const model = useModel();
  const format = useFormat();
  const api = useApi(maturityApiRef);
  const {
    value: task,
    error,
    loading,
    retry,
  } = useAsyncData(`task:${taskId}`, () => api.getTask(taskId));

  const reload = useCallback(() => {
    retry();
    onChanged?.();
  }, [retry, onChanged]);

  if (loading) {
    return <CardSkeleton lines={8} />;
  }
  if (!task) {
    return error ? <ErrorState error={error} retry={retry} /> : null;
  }
  const unit = model.check(task.checkId)?.unit ?? 'number';
  return (
    <div className={classes.root}>
      <div>
        <h2 id={titleId} className={classes.title}>
          {task.title}
        </h2>
        <Typography variant="body2">{keepFigures(task.message)}</Typography>
      </div>
      <TaskFacts task={task} />
      <TaskActions task={task} onChanged={reload} />
      <p className={classes.note}>{machineNote(t, task, format)}</p>
      {task.steps.length > 0 && (
        <Section title={t('task.steps')}>
          <ol className={classes.steps}>
            {task.steps.map(step => (
              <li key={step}>
                <Prose text={step} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      {task.evidence.length > 0 && (
        <Section title={t('task.evidence')}>
          <EvidenceTable
            items={task.evidence}
            caption={t('task.evidence')}
            none={t('entity.check.evidenceNone')}
            formatValue={value => format.measure(value, unit)}
          />
        </Section>
      )}
      <Section title={t('task.events')}>
        <TaskEvents events={task.events} />
      </Section>
    </div>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <section>
      <h3 className={classes.heading}>{props.title}</h3>
      {props.children}
    </section>
  );
}

function machineNote(
  t: ReturnType<typeof useMaturityTranslation>['t'],
  task: { state: string; resolvedAt?: string },
  format: ReturnType<typeof useFormat>,
): string {
  if (task.state === 'resolved' && task.resolvedAt) {
    return t('task.resolvedByMachine', { date: format.date(task.resolvedAt) });
  }
  return task.state === 'withdrawn'
    ? t('task.withdrawn')
    : t('task.doneByMachine');
}
