// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  ScorecardView,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { TaskActions } from '../TaskActions';
import { TaskDialog } from '../TaskDialog';
import { TaskStateText } from '../TaskStateText';
import { TextButton } from '../TextButton';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(0.75) },
    line: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1.5),
    },
  }),
  { name: 'MaturityCheckTask' },
);

/** @internal */
export interface CheckTaskProps {
  check: ScorecardView['dimensions'][number]['checks'][number];
  task?: TaskView;
  onTasksChanged: () => void;
}

/** What is being done about a check: its waiver, or its task with what one may do. @internal */
export function CheckTask(props: CheckTaskProps) {
  const { check, task, onTasksChanged } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);

  return (
    <div className={classes.root}>
      {check.waiver && (
        <Typography variant="body2">
          {t('entity.check.waiver', { date: format.date(check.waiver.until) })}
          {': '}
          {check.waiver.reason}
        </Typography>
      )}
      {task && (
        <>
          <div className={classes.line}>
            <TextButton onClick={() => setOpen(true)}>{task.title}</TextButton>
            <TaskStateText task={task} />
          </div>
          <TaskActions task={task} onChanged={onTasksChanged} />
          {open && (
            <TaskDialog
              taskId={task.id}
              onChanged={onTasksChanged}
              onClose={() => setOpen(false)}
            />
          )}
        </>
      )}
    </div>
  );
}
