// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation } from '../../hooks';
import { useBulkChange } from '../../hooks/useBulkChange';
import { DayDialog } from './DayDialog';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      backgroundColor: theme.palette.action.hover,
      borderRadius: theme.shape.borderRadius,
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(1),
      padding: theme.spacing(0.75, 1.5),
    },
  }),
  { name: 'MaturityBulkBar' },
);

/** @internal */
export interface BulkBarProps {
  ids: string[];
  onDone: () => void;
}

/** What can be done to the selected tasks, and what became of it. @internal */
export function BulkBar(props: BulkBarProps) {
  const { ids, onDone } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const [dialog, setDialog] = useState<'plan' | 'snooze'>();
  const { busy, answer, error, change } = useBulkChange(onDone);

  const messages = [
    answer?.updated.length &&
      t('page.tasks.updated', { count: answer.updated.length }),
    answer?.refused.length &&
      t('page.tasks.refused', {
        count: answer.refused.length,
        reason: [...new Set(answer.refused.map(({ reason }) => reason))].join(
          ' ',
        ),
      }),
    error && t('page.tasks.failed', { message: error.message }),
  ].filter(Boolean);

  return (
    <>
      {ids.length > 0 && (
        <div
          className={classes.root}
          role="group"
          aria-label={t('page.tasks.bulk')}
        >
          <Typography variant="body2">
            {t('page.tasks.selected', { count: ids.length })}
          </Typography>
          <Button
            size="small"
            disabled={busy}
            onClick={() => change(ids, { action: 'take' })}
          >
            {t('page.tasks.take')}
          </Button>
          <Button
            size="small"
            disabled={busy}
            onClick={() => setDialog('plan')}
          >
            {t('page.tasks.plan')}
          </Button>
          <Button
            size="small"
            disabled={busy}
            onClick={() => setDialog('snooze')}
          >
            {t('page.tasks.snooze')}
          </Button>
        </div>
      )}
      <div role="status">
        {messages.length > 0 && (
          <Typography variant="body2" gutterBottom>
            {messages.join(' ')}
          </Typography>
        )}
      </div>
      {dialog && (
        <DayDialog
          action={dialog}
          onClose={() => setDialog(undefined)}
          onApply={(day, comment) => {
            setDialog(undefined);
            change(
              ids,
              dialog === 'plan'
                ? { action: 'plan', dueAt: day }
                : { action: 'snooze', until: day, comment },
            );
          }}
        />
      )}
    </>
  );
}
