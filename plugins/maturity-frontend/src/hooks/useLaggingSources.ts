// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { maturitySourceReadPermission } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';
import { useAsyncData } from './useAsyncData';

/** How many collectors are behind or broken; 0 for those who may not see sources. @internal */
export function useLaggingSources(): number {
  const api = useApi(maturityApiRef);
  const { allowed } = usePermission({
    permission: maturitySourceReadPermission,
  });
  const sources = useAsyncData('lagging sources', () => api.getSources(), {
    enabled: allowed,
  });
  return (sources.value?.collectors ?? []).filter(
    ({ state }) => state === 'stale' || state === 'error',
  ).length;
}
