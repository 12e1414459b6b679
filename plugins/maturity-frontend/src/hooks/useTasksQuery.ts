// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import {
  ListTasksQuery,
  TASK_STATES,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { scopeAsFilter } from './scopeAsFilter';
import { useEntityFilter } from './useEntityFilter';
import { PageUrl } from './usePageUrl';

/** Whose tasks. @internal */
export const TASK_VIEWS = ['mine', 'team', 'all'] as const;

/** What tasks are ordered by, and which way makes sense first. @internal */
export const TASK_SORTS = {
  priority: 'desc',
  gain: 'desc',
  dueAt: 'asc',
  openedAt: 'desc',
  entity: 'asc',
} as const;

/** @internal */
export type TaskSort = keyof typeof TASK_SORTS;

/** The selection of tasks that the address describes. @internal */
export function useTasksQuery(url: PageUrl): ListTasksQuery & {
  view: (typeof TASK_VIEWS)[number];
  sort: TaskSort;
} {
  const { filter } = useEntityFilter(url);
  return useMemo(() => {
    const { scope: _scope, ...scoped } = scopeAsFilter(url);
    // For entities `check` means "below target in it"; a task belongs to one.
    const { check, ...rest } = filter;
    const states: readonly string[] = TASK_STATES;
    const state = url.all('state').filter(value => states.includes(value));
    const asked = url.get('sort') ?? '';
    const sort = (asked in TASK_SORTS ? asked : 'priority') as TaskSort;
    return {
      ...rest,
      ...scoped,
      checkId: check,
      view: TASK_VIEWS.find(view => view === url.get('view')) ?? 'team',
      state: state.length ? state.join(',') : undefined,
      sort,
      order: TASK_SORTS[sort],
    };
  }, [filter, url]);
}
