// SPDX-License-Identifier: Apache-2.0
import { Suspense } from 'react';
import { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { configure } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { maturityApiRef } from '../api';
import { InMemoryMaturityApi } from '../testUtils';

// Nothing is laid out here, so nothing is ever seen: charts stay placeholders,
// and what they show is asked of the tables behind them.
class NeverSeen {
  observe() {}
  disconnect() {}
}
Object.assign(globalThis, { IntersectionObserver: NeverSeen });

// Asking for the computed style of every cell, only to see that nothing is
// hidden, takes longer than the rest of a test.
configure({ defaultHidden: true });

/** The component that the fixtures speak of. @internal */
export const checkoutApi: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout-api',
    namespace: 'default',
    annotations: { 'github.com/project-slug': 'shop/checkout-api' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-payments' },
};

/** Renders something of an entity's page in the new frontend system. @internal */
export function renderEntity(
  element: JSX.Element,
  options: {
    api?: InMemoryMaturityApi;
    entity?: Entity;
    address?: string;
    mayEvaluate?: boolean;
  } = {},
) {
  const {
    api = new InMemoryMaturityApi(),
    entity = checkoutApi,
    address = '/',
    mayEvaluate = true,
  } = options;
  return renderInTestApp(
    // Texts are awaited; an app has a boundary for that, the test app has none.
    <Suspense fallback={null}>
      <EntityProvider entity={entity}>{element}</EntityProvider>
    </Suspense>,
    {
      initialRouteEntries: [address],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name':
          convertLegacyRouteRef(entityRouteRef),
      },
      apis: [
        [maturityApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: [entity] })],
        [
          permissionApiRef,
          {
            authorize: async () => ({
              result: mayEvaluate
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
            }),
          },
        ],
      ],
    },
  );
}
