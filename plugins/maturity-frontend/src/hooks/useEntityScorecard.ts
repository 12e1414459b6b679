// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/frontend-plugin-api';
import { maturityApiRef } from '../api';
import { useAsyncData } from './useAsyncData';

/** One entity's scorecard; `value.scorecard` is absent where it is not scored. @internal */
export function useEntityScorecard(entityRef: string) {
  const api = useApi(maturityApiRef);
  return useAsyncData(
    entityRef,
    async () => ({ scorecard: await api.getScorecard(entityRef) }),
    { keep: false },
  );
}
