// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/frontend-plugin-api';
import {
  ListTasksAnswer,
  ListTasksQuery,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';
import { AsyncData, useAsyncData } from './useAsyncData';

/** States in which a task can be worked on now. */
const ACTIONABLE = 'open,in-progress';

/** The tasks of a selection to do first. @internal */
export function useTopTasks(
  selection: Pick<ListTasksQuery, 'owner' | 'view'>,
  limit: number,
): AsyncData<ListTasksAnswer> {
  const api = useApi(maturityApiRef);
  const query = {
    ...selection,
    state: ACTIONABLE,
    sort: 'priority',
    order: 'desc',
    limit,
  } as const;
  return useAsyncData(`top tasks ${JSON.stringify(query)}`, () =>
    api.listTasks(query),
  );
}
