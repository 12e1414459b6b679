// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import { rootRouteRef } from '../routes';

/** Gives the address of a tab of the maturity page, with what is chosen there. @internal */
export function usePagePath(): (
  tab: string,
  choice?: Record<string, string | undefined>,
) => string {
  const root = useRouteRef(rootRouteRef);
  return useCallback(
    (tab, choice = {}) => {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries(choice)) {
        if (value) {
          params.set(name, value);
        }
      }
      const query = params.toString();
      return `${root().replace(/\/$/, '')}${tab ? `/${tab}` : ''}${
        query ? `?${query}` : ''
      }`;
    },
    [root],
  );
}
