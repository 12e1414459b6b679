// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { TASK_STATES } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { PageUrl } from '../../hooks/usePageUrl';
import { TASK_SORTS, TASK_VIEWS, TaskSort } from '../../hooks/useTasksQuery';
import { ChoiceButtons } from '../MaturityPage/ChoiceButtons';
import { ChoiceSelect } from '../MaturityPage/ChoiceSelect';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5),
      marginBottom: theme.spacing(1.5),
    },
  }),
  { name: 'MaturityTaskFilters' },
);

/** @internal */
export interface TaskFiltersProps {
  url: PageUrl;
  view: (typeof TASK_VIEWS)[number];
  sort: TaskSort;
}

/** Whose tasks, in which state, in which order. @internal */
export function TaskFilters(props: TaskFiltersProps) {
  const { url, view, sort } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  return (
    <div className={classes.root}>
      <ChoiceButtons
        label={t('page.tasks.views.label')}
        value={view}
        choices={TASK_VIEWS.map(value => ({
          value,
          label: t(`page.tasks.views.${value}`),
        }))}
        onChange={value =>
          url.set({ view: value === 'team' ? undefined : value })
        }
      />
      <ChoiceSelect
        id="maturity-tasks-state"
        label={t('page.tasks.states.label')}
        value={url.get('state') ?? ''}
        choices={[
          { value: '', label: t('page.tasks.states.unfinished') },
          ...TASK_STATES.map(value => ({
            value: value as string,
            label: t(`page.tasks.states.${value}`),
          })),
        ]}
        onChange={value => url.set({ state: value })}
      />
      <ChoiceSelect
        id="maturity-tasks-sort"
        label={t('page.tasks.sort.label')}
        value={sort}
        choices={(Object.keys(TASK_SORTS) as TaskSort[]).map(value => ({
          value,
          label: t(`page.tasks.sort.${value}`),
        }))}
        onChange={value =>
          url.set({ sort: value === 'priority' ? undefined : value })
        }
      />
    </div>
  );
}
