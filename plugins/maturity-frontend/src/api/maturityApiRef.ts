// SPDX-License-Identifier: Apache-2.0
import { createApiRef } from '@backstage/frontend-plugin-api';
import { MaturityApi } from '@delivery-maturity/backstage-plugin-maturity-common';

/**
 * The backend's API. One reference serves both frontend systems: the old one
 * re-exports the new one's references and `useApi`.
 *
 * @public
 */
export const maturityApiRef = createApiRef<MaturityApi>().with({
  id: 'plugin.maturity',
  pluginId: 'maturity',
});
