// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { usePagePath } from '../../hooks/usePagePath';
import { useTopTasks } from '../../hooks/useTopTasks';
import { CardSkeleton } from '../CardSkeleton';
import { ErrorState } from '../ErrorState';

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
    gain: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
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

/** The three tasks that gain the team most. @internal */
export function TeamTasks(props: TeamTasksProps) {
  const { groupRef } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
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
              {task.kind === 'connect-source'
                ? t('gain.coverage')
                : t('page.tasks.gainPoints', {
                    points: format.points(task.gain),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
