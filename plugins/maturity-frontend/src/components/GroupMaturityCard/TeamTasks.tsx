// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation } from '../../hooks';
import { usePagePath } from '../../hooks/usePagePath';
import { useTopTasks } from '../../hooks/useTopTasks';
import { CardSkeleton } from '../CardSkeleton';
import { ErrorState } from '../ErrorState';
import { GainFigure } from '../Gain';

const SHOWN = 3;

const useStyles = makeStyles(
  theme => ({
    heading: { fontSize: theme.typography.pxToRem(13), fontWeight: 600 },
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      borderTop: `1px solid ${theme.palette.divider}`,
      display: 'flex',
      gap: theme.spacing(1.5),
      justifyContent: 'space-between',
      padding: theme.spacing(0.75, 0),
    },
    gain: { flex: 'none', maxWidth: '40%', textAlign: 'right' },
    entity: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
  }),
  { name: 'MaturityTeamTasks' },
);

/** @internal */
export interface TeamTasksProps {
  groupRef: string;
}

/** The three tasks that the team does first. @internal */
export function TeamTasks(props: TeamTasksProps) {
  const { groupRef } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const pagePath = usePagePath();
  const tasks = useTopTasks({ owner: [groupRef], view: 'all' }, SHOWN);
  return (
    <div>
      <Typography component="h3" className={classes.heading}>
        {t('page.group.tasks')}
      </Typography>
      {tasks.loading && <CardSkeleton lines={SHOWN} />}
      {tasks.error && <ErrorState error={tasks.error} retry={tasks.retry} />}
      {tasks.value?.items.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('page.group.noTasks')}
        </Typography>
      )}
      <ul className={classes.list}>
        {tasks.value?.items.slice(0, SHOWN).map(task => (
          <li key={task.id} className={classes.item}>
            <span>
              <Link
                to={pagePath('tasks', {
                  owner: groupRef,
                  view: 'all',
                  task: task.id,
                })}
              >
                {task.title}
              </Link>
              <div className={classes.entity}>
                {task.entity.title ?? task.entity.name}
              </div>
            </span>
            <span className={classes.gain}>
              <GainFigure gain={task} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
