// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/frontend-plugin-api';
import {
  MoversAnswer,
  MoversQuery,
  RollupAnswer,
  RollupQuery,
  RollupTrendAnswer,
  RollupTrendQuery,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';
import { AsyncData, AsyncDataOptions, useAsyncData } from './useAsyncData';

const DAY = 24 * 60 * 60 * 1000;

/** Distribution, checks, benchmarks and groups of a scope. @internal */
export function useRollup(
  query: RollupQuery,
  options?: AsyncDataOptions<RollupAnswer>,
): AsyncData<RollupAnswer> {
  const api = useApi(maturityApiRef);
  return useAsyncData(
    `rollup ${JSON.stringify(query)}`,
    () => api.getRollup(query),
    options,
  );
}

/** Levels and mean score of a scope over the last so many days. @internal */
export function useRollupTrend(
  query: Omit<RollupTrendQuery, 'from' | 'to'>,
  days: number,
): AsyncData<RollupTrendAnswer> {
  const api = useApi(maturityApiRef);
  return useAsyncData(`trend ${days} ${JSON.stringify(query)}`, () =>
    api.getRollupTrend({
      ...query,
      from: new Date(Date.now() - days * DAY).toISOString(),
    }),
  );
}

/** Entities whose score moved most in 30 days. @internal */
export function useMovers(query: MoversQuery): AsyncData<MoversAnswer> {
  const api = useApi(maturityApiRef);
  return useAsyncData(`movers ${JSON.stringify(query)}`, () =>
    api.getMovers(query),
  );
}
