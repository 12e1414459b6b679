// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/frontend-plugin-api';
import {
  TASK_STATES,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';
import { useAsyncData } from './useAsyncData';

/** One entity has at most one unfinished task a check, so one page holds them. */
const LIMIT = 200;

/** States in which a task still asks for something. @internal */
export function isUnfinished(task: Pick<TaskView, 'state'>): boolean {
  return task.state !== 'resolved' && task.state !== 'withdrawn';
}

/** Every task of one entity, the finished ones included. @internal */
export function useEntityTasks(entityRef: string) {
  const api = useApi(maturityApiRef);
  return useAsyncData(`tasks:${entityRef}`, () =>
    api.listTasks({
      entityRef: [entityRef],
      state: TASK_STATES.join(','),
      sort: 'priority',
      order: 'desc',
      limit: LIMIT,
    }),
  );
}
