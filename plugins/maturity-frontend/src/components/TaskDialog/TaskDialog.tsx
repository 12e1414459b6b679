// SPDX-License-Identifier: Apache-2.0
import { useId } from 'react';
import Dialog from '@material-ui/core/Dialog';
import DialogContent from '@material-ui/core/DialogContent';
import IconButton from '@material-ui/core/IconButton';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, useTheme, Theme } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useMaturityTranslation } from '../../hooks';
import { TaskDetails } from '../TaskDetails';

const useStyles = makeStyles(
  theme => ({
    content: { padding: theme.spacing(2.5, 3, 3) },
    close: {
      position: 'absolute',
      right: theme.spacing(1),
      top: theme.spacing(1),
      zIndex: 1,
    },
  }),
  { name: 'MaturityTaskDialog' },
);

/** @internal */
export interface TaskDialogProps {
  taskId: string;
  onChanged?: () => void;
  onClose: () => void;
}

/** One task over the page it was opened from. @internal */
export function TaskDialog(props: TaskDialogProps) {
  const { taskId, onChanged, onClose } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const { t } = useMaturityTranslation();
  const titleId = useId();
  const small = useMediaQuery(theme.breakpoints.down('xs'));

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={small}
      onClose={onClose}
      aria-labelledby={titleId}
    >
      <IconButton
        className={classes.close}
        size="small"
        aria-label={t('common.close')}
        onClick={onClose}
      >
        <CloseIcon fontSize="small" />
      </IconButton>
      <DialogContent className={classes.content}>
        <TaskDetails taskId={taskId} titleId={titleId} onChanged={onChanged} />
      </DialogContent>
    </Dialog>
  );
}
