// SPDX-License-Identifier: Apache-2.0
import { screen } from '@testing-library/react';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EntityMaturityCard,
  EntityMaturityContent,
  maturityApiRef,
} from './legacy';
import { entityContentRouteRef } from './routes';
import { InMemoryMaturityApi } from './testUtils';
import { checkoutApi } from './__testUtils__/renderEntity';

async function render(element: JSX.Element) {
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [maturityApiRef, new InMemoryMaturityApi()],
        [
          permissionApiRef,
          { authorize: async () => ({ result: AuthorizeResult.ALLOW }) },
        ],
      ]}
    >
      <EntityProvider entity={checkoutApi}>{element}</EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/tab': entityContentRouteRef,
      },
    },
  );
}

// An app mounts the tab below the entity page; the test mounts it at `/tab`,
// and keeps it out of the sight of the collector of routes.
function Tab() {
  return <EntityMaturityContent />;
}

describe('the plugin in the old frontend system', () => {
  it('shows the same card', async () => {
    await render(<EntityMaturityCard />);
    expect(await screen.findByText('58')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Scorecard' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout-api/maturity',
    );
  });

  it('shows the same tab', async () => {
    await render(<Tab />);
    expect(await screen.findByText('Where the time goes')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Evaluate now' }),
    ).toBeEnabled();
  });
});
