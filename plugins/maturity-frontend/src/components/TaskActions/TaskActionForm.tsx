// SPDX-License-Identifier: Apache-2.0
import { FormEvent, useEffect, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { PatchTaskBody } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { FormAction } from './actions';

const DAY = 86_400_000;
/** A sprint: what people most often mean by "not now". */
const SUGGESTED_DAYS = 14;

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'flex-end',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5),
      width: '100%',
    },
    text: { flex: '1 1 240px' },
  }),
  { name: 'MaturityTaskActionForm' },
);

/** @internal */
export interface TaskActionFormProps {
  action: FormAction;
  busy: boolean;
  onSubmit: (change: PatchTaskBody) => void;
  onCancel: () => void;
}

/** Asks for the date or the words that an action needs. @internal */
export function TaskActionForm(props: TaskActionFormProps) {
  const { action, busy, onSubmit, onCancel } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const [date, setDate] = useState(() => dayFromNow(SUGGESTED_DAYS));
  const [text, setText] = useState('');
  const firstField = useRef<HTMLInputElement>(null);

  // The field was asked for by the button just pressed.
  useEffect(() => firstField.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const instant = `${date}T00:00:00.000Z`;
    const comment = text.trim();
    if (action === 'plan') {
      onSubmit({ action, dueAt: instant });
    } else if (action === 'snooze') {
      onSubmit({ action, until: instant, ...(comment && { comment }) });
    } else {
      onSubmit({ action, comment });
    }
  };

  return (
    <form className={classes.root} onSubmit={submit}>
      {action !== 'comment' && (
        <TextField
          type="date"
          size="small"
          required
          label={action === 'plan' ? t('task.dueDate') : t('task.snoozeUntil')}
          value={date}
          onChange={event => setDate(event.target.value)}
          inputProps={{ min: dayFromNow(1) }}
          InputLabelProps={{ shrink: true, required: false }}
          inputRef={firstField}
        />
      )}
      {action !== 'plan' && (
        <TextField
          className={classes.text}
          size="small"
          multiline
          required={action === 'comment'}
          label={
            action === 'comment' ? t('task.commentText') : t('task.reason')
          }
          value={text}
          onChange={event => setText(event.target.value)}
          inputProps={{ maxLength: 2000 }}
          InputLabelProps={{ shrink: true, required: false }}
          inputRef={action === 'comment' ? firstField : undefined}
        />
      )}
      <Button
        type="submit"
        size="small"
        variant="contained"
        color="primary"
        disabled={busy || (action === 'comment' ? !text.trim() : !date)}
      >
        {t('task.save')}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </form>
  );
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}
