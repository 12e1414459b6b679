// SPDX-License-Identifier: Apache-2.0
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { AlertDisplay, ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, createApiFactory } from '@backstage/core-plugin-api';
import {
  ScmIntegrationsApi,
  scmIntegrationsApiRef,
} from '@backstage/integration-react';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import {
  MaturityPage,
  maturityPlugin,
} from '@delivery-maturity/backstage-plugin-maturity/legacy';
import { Navigate, Route } from 'react-router-dom';
import { entityPage } from './components/EntityPage';
import { Root } from './components/Root';

const app = createApp({
  apis: [
    // The catalog's card of an entity asks it for the link to the source.
    createApiFactory({
      api: scmIntegrationsApiRef,
      deps: { configApi: configApiRef },
      factory: ({ configApi }) => ScmIntegrationsApi.fromConfig(configApi),
    }),
  ],
  plugins: [catalogPlugin, maturityPlugin],
  components: {
    SignInPage: props => <ProxiedSignInPage {...props} provider="guest" />,
  },
});

/**
 * A portal on Backstage's previous frontend system: it shows that the same
 * card, tab and page serve both.
 *
 * @internal
 */
export const App = app.createRoot(
  <>
    <AlertDisplay />
    <AppRouter>
      <Root>
        <FlatRoutes>
          <Route path="/" element={<Navigate to="catalog" />} />
          <Route path="/catalog" element={<CatalogIndexPage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          >
            {entityPage}
          </Route>
          <Route path="/maturity" element={<MaturityPage />} />
        </FlatRoutes>
      </Root>
    </AppRouter>
  </>,
);
