// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';

/** Where the tab lives below an entity's page. */
const TAB = 'maturity';

/**
 * Gives the address of an entity's tab, opened at a check where one is named.
 *
 * @internal
 */
export function useMaturityPath() {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    (entityRef: string, checkId?: string) => {
      const { kind, namespace, name } = parseEntityRef(entityRef);
      const page = entityRoute({
        kind: kind.toLocaleLowerCase('en-US'),
        namespace,
        name,
      });
      const query = checkId ? `?check=${encodeURIComponent(checkId)}` : '';
      return `${page}/${TAB}${query}`;
    },
    [entityRoute],
  );
}
