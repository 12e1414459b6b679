// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { TaskDetail } from '@delivery-maturity/backstage-plugin-maturity-common';
import { replaceInstants } from '../../format';
import { Translate, useFormat, useMaturityTranslation } from '../../hooks';

const useStyles = makeStyles(
  theme => ({
    root: {
      borderLeft: `2px solid ${theme.palette.divider}`,
      display: 'grid',
      gap: theme.spacing(1),
      listStyle: 'none',
      margin: 0,
      padding: theme.spacing(0, 0, 0, 1.5),
    },
    head: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
    cause: {
      fontSize: theme.typography.pxToRem(13),
      overflowWrap: 'anywhere',
      whiteSpace: 'pre-line',
    },
  }),
  { name: 'MaturityTaskEvents' },
);

/** @internal */
export interface TaskEventsProps {
  events: TaskDetail['events'];
}

/** Everything that happened to a task, the newest first. @internal */
export function TaskEvents(props: TaskEventsProps) {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const events = [...props.events].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className={classes.root}>
      {events.map(event => (
        <li key={`${event.at} ${event.type} ${event.cause}`}>
          <div className={classes.head} title={format.instant(event.at)}>
            {format.date(event.at)} · {typeText(t, event.type)} ·{' '}
            {event.actor === 'machine'
              ? t('task.actorMachine')
              : t('task.actorPerson')}
          </div>
          <div className={classes.cause}>
            {replaceInstants(event.cause, format.date)}
          </div>
        </li>
      ))}
    </ol>
  );
}

function typeText(t: Translate, type: string): string {
  switch (type) {
    case 'opened':
    case 'updated':
    case 'taken':
    case 'planned':
    case 'released':
    case 'snoozed':
    case 'woken':
    case 'waived':
    case 'resolved':
    case 'reopened':
    case 'withdrawn':
    case 'commented':
      return t(`task.event.${type}`);
    case 'waiver-ended':
      return t('task.event.waiverEnded');
    case 'owner-changed':
      return t('task.event.ownerChanged');
    default:
      return type;
  }
}
