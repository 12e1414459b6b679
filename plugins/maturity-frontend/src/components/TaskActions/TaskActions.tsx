// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/frontend-plugin-api';
import { toError } from '@backstage/errors';
import {
  PatchTaskBody,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../../api';
import { useMaturityTranslation } from '../../hooks';
import { ErrorState } from '../ErrorState';
import { VisuallyHidden } from '../VisuallyHidden';
import { TaskActionForm } from './TaskActionForm';
import { FormAction, TaskAction, actionsOf, needsForm } from './actions';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(1), justifyItems: 'start' },
    buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
    note: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
  }),
  { name: 'MaturityTaskActions' },
);

/** @internal */
export interface TaskActionsProps {
  task: TaskView;
  /** Called after every change that was accepted. */
  onChanged: () => void;
}

/** What the reader may do with a task. There is no *done*: that is measured. @internal */
export function TaskActions(props: TaskActionsProps) {
  const { task, onChanged } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const api = useApi(maturityApiRef);
  const [form, setForm] = useState<FormAction>();
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const [error, setError] = useState<Error>();

  const actions = actionsOf(task.state);
  if (actions.length === 0) {
    return null;
  }
  if (!task.mayUpdate) {
    return <div className={classes.note}>{t('task.mayNotUpdate')}</div>;
  }

  const send = async (change: PatchTaskBody) => {
    setBusy(true);
    setError(undefined);
    try {
      await api.patchTask(task.id, change);
      setForm(undefined);
      setChanged(true);
      onChanged();
    } catch (cause) {
      setError(toError(cause));
    } finally {
      setBusy(false);
    }
  };
  const start = (action: TaskAction) => {
    setChanged(false);
    if (needsForm(action)) {
      setForm(form === action ? undefined : action);
    } else {
      send({ action });
    }
  };

  return (
    <div className={classes.root}>
      <div className={classes.buttons}>
        {actions.map((action, index) => (
          <Button
            key={action}
            size="small"
            variant="outlined"
            color={index === 0 ? 'primary' : 'default'}
            disabled={busy}
            aria-expanded={needsForm(action) ? form === action : undefined}
            onClick={() => start(action)}
          >
            {t(`task.${action}`)}
          </Button>
        ))}
      </div>
      {form && (
        <TaskActionForm
          key={form}
          action={form}
          busy={busy}
          onSubmit={send}
          onCancel={() => setForm(undefined)}
        />
      )}
      {error && <ErrorState title={t('task.failed')} error={error} />}
      <VisuallyHidden>
        <span role="status">{changed ? t('task.updated') : ''}</span>
      </VisuallyHidden>
    </div>
  );
}
