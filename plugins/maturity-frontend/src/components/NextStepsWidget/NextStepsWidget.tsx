// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityPath, useMaturityTranslation } from '../../hooks';
import { keepFigures } from '../../format';
import { useGainWords } from '../../hooks/useGainWords';
import { useHasGroup } from '../../hooks/useHasGroup';
import { usePagePath } from '../../hooks/usePagePath';
import { useTopTasks } from '../../hooks/useTopTasks';
import { CardSkeleton } from '../CardSkeleton';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { describeGain } from '../Gain';
import { waitsForText } from '../WaitsFor';
import { PanelBoundary } from '../PanelBoundary';

const SHOWN = 5;

const useStyles = makeStyles(
  theme => ({
    list: {
      fontFamily: theme.typography.fontFamily,
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    item: {
      borderBottom: `1px solid ${theme.palette.divider}`,
      display: 'grid',
      gap: 2,
      padding: theme.spacing(1, 0),
      // A home page gives its cards a height of their own, which long lines of five would exceed.
      [theme.breakpoints.down('xs')]: {
        '&:nth-child(n + 4)': { display: 'none' },
      },
    },
    title: { fontWeight: 600 },
    message: { fontSize: theme.typography.pxToRem(13) },
    facts: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
    all: { display: 'inline-block', marginTop: theme.spacing(1.5) },
  }),
  { name: 'MaturityNextSteps' },
);

/** What the reader's teams do next, first things first. @public */
export function NextStepsWidget() {
  return (
    <PanelBoundary>
      <Steps />
    </PanelBoundary>
  );
}

function Steps() {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const pagePath = usePagePath();
  const hasGroup = useHasGroup();
  const tasks = useTopTasks({ view: 'team' }, SHOWN);

  if (tasks.loading) {
    return <CardSkeleton lines={SHOWN} height={48} />;
  }
  if (tasks.error) {
    return <ErrorState error={tasks.error} retry={tasks.retry} />;
  }
  const items = tasks.value?.items.slice(0, SHOWN) ?? [];
  if (items.length === 0) {
    return hasGroup === false ? (
      <EmptyState
        title={t('page.tasks.empty.noTeam')}
        action={
          <Link to={pagePath('tasks', { view: 'all' })}>
            {t('page.tasks.empty.showAll')}
          </Link>
        }
      >
        {t('page.tasks.empty.noTeamBody')}
      </EmptyState>
    ) : (
      <EmptyState title={t('page.nextSteps.empty')}>
        {t('page.nextSteps.emptyBody')}
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={classes.list} aria-label={t('page.nextSteps.title')}>
        {items.map(task => (
          <li key={task.id} className={classes.item}>
            <Step task={task} />
          </li>
        ))}
      </ol>
      <Link className={classes.all} to={pagePath('tasks')}>
        {t('page.nextSteps.all')}
      </Link>
    </>
  );
}

function Step(props: { task: TaskView }) {
  const { task } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const words = useGainWords();
  const pagePath = usePagePath();
  const maturityPath = useMaturityPath();
  const facts = [
    describeGain(task, words),
    task.waitsFor && waitsForText(task.waitsFor, t),
    t('page.nextSteps.effort', {
      effort: t(`page.tasks.efforts.${task.effort}`),
    }),
  ].filter(Boolean);
  return (
    <>
      <span>
        <Link to={maturityPath(task.entityRef)}>
          {task.entity.title ?? task.entity.name}
        </Link>
        {': '}
        <Link
          className={classes.title}
          to={pagePath('tasks', { task: task.id })}
        >
          {task.title}
        </Link>
      </span>
      <span className={classes.message}>{keepFigures(task.message)}</span>
      <span className={classes.facts}>{facts.join(' · ')}</span>
    </>
  );
}
