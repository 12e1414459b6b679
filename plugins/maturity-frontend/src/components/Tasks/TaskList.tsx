// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme, makeStyles } from '@material-ui/core/styles';
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { PageUrl } from '../../hooks/usePageUrl';
import { BulkBar } from './BulkBar';
import { TaskRow } from './TaskRow';
import { TaskCard } from './TaskCard';

const useStyles = makeStyles(
  theme => ({
    // Hidden texts inside are placed absolutely: without a frame of their own they widen the page.
    scroll: { overflowX: 'auto', position: 'relative' },
    head: {
      fontSize: theme.typography.pxToRem(12),
      padding: theme.spacing(1),
      whiteSpace: 'nowrap',
    },
    list: { listStyle: 'none', margin: 0, padding: 0 },
  }),
  { name: 'MaturityTaskList' },
);

/** @internal */
export interface TaskListProps {
  tasks: TaskView[];
  url: PageUrl;
  onChanged: () => void;
}

/** One page of tasks, with what can be done to several of them at once. @internal */
export function TaskList(props: TaskListProps) {
  const { tasks, url, onChanged } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const narrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'));
  const [chosen, setChosen] = useState<string[]>([]);
  const changeable = tasks.filter(task => task.mayUpdate).map(task => task.id);
  // What is no longer on the page must not be changed unseen.
  const selected = chosen.filter(id => changeable.includes(id));
  const toggle = (id: string) =>
    setChosen(
      selected.includes(id)
        ? selected.filter(other => other !== id)
        : [...selected, id],
    );
  const selectAll = changeable.length > 0 && (
    <Checkbox
      size="small"
      color="primary"
      checked={selected.length === changeable.length}
      indeterminate={selected.length > 0 && selected.length < changeable.length}
      onChange={(_event, all) => setChosen(all ? changeable : [])}
      inputProps={{ 'aria-label': t('page.tasks.selectAll') }}
    />
  );
  const rowProps = (task: TaskView) => ({
    task,
    to: url.href('tasks', { task: task.id, cursor: url.get('cursor') }),
    selected: selected.includes(task.id),
    onSelect: task.mayUpdate ? () => toggle(task.id) : undefined,
  });

  return (
    <>
      <BulkBar
        ids={selected}
        onDone={() => {
          setChosen([]);
          onChanged();
        }}
      />
      {narrow ? (
        <>
          {selectAll && (
            <FormControlLabel
              control={selectAll}
              label={t('page.tasks.selectAllShort')}
            />
          )}
          <ul className={classes.list} aria-label={t('page.tasks.label')}>
            {tasks.map(task => (
              <TaskCard key={task.id} {...rowProps(task)} />
            ))}
          </ul>
        </>
      ) : (
        <div className={classes.scroll}>
          <Table size="small" aria-label={t('page.tasks.label')}>
            <TableHead>
              <TableRow>
                <TableCell padding="checkbox">{selectAll}</TableCell>
                <TableCell className={classes.head}>
                  {t('page.tasks.task')}
                </TableCell>
                <TableCell className={classes.head}>
                  {t('page.tasks.entity')}
                </TableCell>
                <TableCell className={classes.head}>
                  {t('page.tasks.state')}
                </TableCell>
                <TableCell className={classes.head}>
                  {t('page.tasks.due')}
                </TableCell>
                <TableCell className={classes.head}>
                  {t('page.tasks.effort')}
                </TableCell>
                <TableCell className={classes.head} align="right">
                  {t('page.tasks.gain')}
                </TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {tasks.map(task => (
                <TaskRow key={task.id} {...rowProps(task)} />
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </>
  );
}
