// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { TaskDetail } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  useFormat,
  useMaturityPath,
  useMaturityTranslation,
} from '../../hooks';
import { useCheckTitle } from '../../hooks/useCheckTitle';
import { useGainWords } from '../../hooks/useGainWords';
import { describeGain } from '../Gain';
import { waitsForText } from '../WaitsFor';
import { TaskStateText } from '../TaskStateText';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      fontSize: theme.typography.pxToRem(13),
      gap: theme.spacing(1, 2),
      gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
      margin: 0,
    },
    term: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11),
    },
    value: { margin: 0 },
  }),
  { name: 'MaturityTaskFacts' },
);

/** @internal */
export interface TaskFactsProps {
  task: TaskDetail;
}

/** Who, when, how much work and what it brings. @internal */
export function TaskFacts(props: TaskFactsProps) {
  const { task } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const path = useMaturityPath();
  const checkTitle = useCheckTitle();

  const gain = describeGain(task, useGainWords());
  return (
    <dl className={classes.root}>
      <Fact title={t('task.state')}>
        <TaskStateText task={task} />
        {task.reopened > 0 &&
          ` (${t('task.reopened', { count: task.reopened })})`}
      </Fact>
      <Fact title={t('task.gain')}>{gain || t('measure.none')}</Fact>
      {task.waitsFor && (
        <Fact title={t('task.waits')}>{waitsForText(task.waitsFor, t)}</Fact>
      )}
      <Fact title={t('task.effort')}>{t(`effort.${task.effort}`)}</Fact>
      <Fact title={t('task.due')}>
        {task.dueAt ? format.date(task.dueAt) : t('measure.none')}
      </Fact>
      {task.ownerRef && (
        <Fact title={t('task.owner')}>
          <EntityRefLink entityRef={task.ownerRef} hideIcon />
        </Fact>
      )}
      {task.assigneeRef && (
        <Fact title={t('task.assignee')}>
          <EntityRefLink entityRef={task.assigneeRef} hideIcon />
        </Fact>
      )}
      <Fact title={t('task.check')}>
        <Link to={path(task.entityRef, task.checkId)}>
          {task.entity.title ?? task.entity.name}: {checkTitle(task.checkId)}
        </Link>
      </Fact>
      <Fact title={t('task.opened')}>{format.date(task.openedAt)}</Fact>
      {task.templateRef && (
        <Fact title={t('task.template')}>
          <EntityRefLink entityRef={task.templateRef} hideIcon />
        </Fact>
      )}
    </dl>
  );
}

function Fact(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div>
      <dt className={classes.term}>{props.title}</dt>
      <dd className={classes.value}>{props.children}</dd>
    </div>
  );
}
