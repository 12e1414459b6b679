// SPDX-License-Identifier: Apache-2.0
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useMaturityTranslation } from '../../hooks';
import { PageUrl } from '../../hooks/usePageUrl';
import { TaskDetails } from '../TaskDetails';

const useStyles = makeStyles(
  theme => ({
    paper: {
      maxWidth: '100vw',
      padding: theme.spacing(1, 3, 3),
      width: 640,
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(1, 2, 3) },
    },
    close: { alignSelf: 'flex-end' },
  }),
  { name: 'MaturityTaskDialog' },
);

/** @internal */
export interface TaskDialogProps {
  url: PageUrl;
  onChanged: () => void;
}

/** The task that the address names, beside the list. @internal */
export function TaskDialog(props: TaskDialogProps) {
  const { url, onChanged } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const taskId = url.get('task');
  const close = () => url.set({ task: undefined, cursor: url.get('cursor') });
  return (
    <Drawer
      anchor="right"
      open={taskId !== undefined}
      onClose={close}
      PaperProps={{
        className: classes.paper,
        role: 'dialog',
        'aria-label': t('page.tasks.details'),
        'aria-modal': true,
      }}
    >
      <IconButton
        className={classes.close}
        aria-label={t('page.tasks.close')}
        onClick={close}
      >
        <CloseIcon />
      </IconButton>
      {taskId && <TaskDetails taskId={taskId} onChanged={onChanged} />}
    </Drawer>
  );
}
