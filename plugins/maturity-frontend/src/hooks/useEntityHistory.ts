// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/frontend-plugin-api';
import { maturityApiRef } from '../api';
import { useAsyncData } from './useAsyncData';

/** How far back the course of an entity is shown, in days. @internal */
export const HISTORY_DAYS = 180;

const DAY = 86_400_000;

/** The course of an entity's scores up to its last evaluation. @internal */
export function useEntityHistory(entityRef: string, asOf: string) {
  const api = useApi(maturityApiRef);
  return useAsyncData(`history:${entityRef}:${asOf}`, () =>
    api.getHistory(entityRef, {
      from: new Date(Date.parse(asOf) - HISTORY_DAYS * DAY).toISOString(),
    }),
  );
}
