// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';

/** Path of an entity's Maturity tab. @internal */
export function useScorecardPath(): (entityRef: string) => string {
  const entityPath = useRouteRef(entityRouteRef);
  return useCallback(
    (entityRef: string) => {
      const { kind, namespace, name } = parseEntityRef(entityRef);
      const path = entityPath({
        kind: kind.toLocaleLowerCase('en-US'),
        namespace: namespace.toLocaleLowerCase('en-US'),
        name,
      });
      return `${path}/maturity`;
    },
    [entityPath],
  );
}
