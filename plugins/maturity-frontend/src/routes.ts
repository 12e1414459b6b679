// SPDX-License-Identifier: Apache-2.0
import { createRouteRef } from '@backstage/core-plugin-api';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';

/** Root of the maturity page, as components and the old frontend system know it. @internal */
export const rootRouteRef = createRouteRef({ id: 'maturity' });

/** The tab on an entity page. @internal */
export const entityContentRouteRef = createRouteRef({
  id: 'maturity:entity-content',
});

/** The same references for the new frontend system. @internal */
export const pageRouteRef = convertLegacyRouteRef(rootRouteRef);
/** @internal */
export const entityTabRouteRef = convertLegacyRouteRef(entityContentRouteRef);
