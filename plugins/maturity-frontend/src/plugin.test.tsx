// SPDX-License-Identifier: Apache-2.0
import { screen } from '@testing-library/react';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { renderTestApp } from '@backstage/frontend-test-utils';
import maturityPlugin, { maturityApiRef } from './index';
import { InMemoryMaturityApi } from './testUtils';
import { checkoutApi } from './__testUtils__/renderEntity';

type ExtensionId = Parameters<typeof maturityPlugin.getExtension>[0];

function render(extension: ExtensionId, entity = checkoutApi) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      maturityPlugin.getExtension(extension),
    ],
    apis: [[maturityApiRef, new InMemoryMaturityApi()]],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': convertLegacyRouteRef(entityRouteRef),
    },
  });
}

describe('the plugin in the new frontend system', () => {
  it("puts its card on a component's overview", async () => {
    render('entity-card:maturity/overview');
    expect(await screen.findByText('Delivery maturity')).toBeInTheDocument();
    expect(await screen.findByText('58')).toBeInTheDocument();
  });

  it("puts its tab on a component's page", async () => {
    render('entity-content:maturity');
    expect(await screen.findByText('Where the time goes')).toBeInTheDocument();
  });
});
