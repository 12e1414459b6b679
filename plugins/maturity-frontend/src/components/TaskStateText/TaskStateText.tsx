// SPDX-License-Identifier: Apache-2.0
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';

/** @internal */
export interface TaskStateTextProps {
  task: Pick<TaskView, 'state' | 'snoozedUntil' | 'waivedUntil' | 'reopened'>;
}

/** The state of a task in words, with the date that matters. @internal */
export function TaskStateText(props: TaskStateTextProps) {
  const { task } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  switch (task.state) {
    case 'snoozed':
      return (
        <span>
          {task.snoozedUntil
            ? t('state.snoozedUntil', { date: format.date(task.snoozedUntil) })
            : t('state.snoozed')}
        </span>
      );
    case 'waived':
      return (
        <span>
          {task.waivedUntil
            ? t('state.waivedUntil', { date: format.date(task.waivedUntil) })
            : t('state.waived')}
        </span>
      );
    case 'in-progress':
      return <span>{t('state.inProgress')}</span>;
    default:
      return <span>{t(`state.${task.state}`)}</span>;
  }
}
