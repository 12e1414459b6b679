// SPDX-License-Identifier: Apache-2.0
import { FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { DateTime } from 'luxon';
import { useMaturityTranslation } from '../../hooks';

const LONGEST_COMMENT = 2000;
const SUGGESTED_WEEKS = 2;

/** @internal */
export interface DayDialogProps {
  action: 'plan' | 'snooze';
  onClose: () => void;
  onApply: (instant: string, comment: string | undefined) => void;
}

/** Asks for the day that tasks are planned for or snoozed until. @internal */
export function DayDialog(props: DayDialogProps) {
  const { action, onClose, onApply } = props;
  const { t } = useMaturityTranslation();
  const today = DateTime.utc().startOf('day');
  const [day, setDay] = useState(
    () => today.plus({ weeks: SUGGESTED_WEEKS }).toISODate() ?? '',
  );
  const [comment, setComment] = useState('');
  const chosen = DateTime.fromISO(day, { zone: 'utc' });
  const valid = chosen.isValid && chosen > today;

  const apply = (event: FormEvent) => {
    event.preventDefault();
    const instant = chosen.toISO();
    if (valid && instant) {
      onApply(instant, comment.trim() || undefined);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby="maturity-day-dialog"
      maxWidth="xs"
      fullWidth
    >
      <form onSubmit={apply}>
        <DialogTitle id="maturity-day-dialog">
          {t(`page.tasks.${action}Title`)}
        </DialogTitle>
        <DialogContent>
          <TextField
            fullWidth
            required
            type="date"
            id="maturity-day"
            label={t('page.tasks.day')}
            value={day}
            onChange={event => setDay(event.target.value)}
            error={!valid}
            helperText={valid ? undefined : t('page.tasks.dayInPast')}
            InputLabelProps={{ shrink: true }}
          />
          {action === 'snooze' && (
            <TextField
              fullWidth
              multiline
              margin="normal"
              id="maturity-comment"
              label={t('page.tasks.comment')}
              value={comment}
              onChange={event => setComment(event.target.value)}
              inputProps={{ maxLength: LONGEST_COMMENT }}
            />
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('page.tasks.cancel')}</Button>
          <Button type="submit" color="primary" disabled={!valid}>
            {t('page.tasks.apply')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
