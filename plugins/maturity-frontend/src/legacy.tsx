// SPDX-License-Identifier: Apache-2.0
/**
 * The same pages, cards and tabs for apps on the old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { MaturityClient } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from './api';
import { entityContentRouteRef, rootRouteRef } from './routes';

export { maturityApiRef } from './api';
export { maturityTranslationRef } from './translation';

/** @public */
export const maturityPlugin = createPlugin({
  id: 'maturity',
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  apis: [
    createApiFactory({
      api: maturityApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new MaturityClient(deps),
    }),
  ],
});

/** The maturity page, for a `Route` at `/maturity`. @public */
export const MaturityPage = maturityPlugin.provide(
  createRoutableExtension({
    name: 'MaturityPage',
    component: () =>
      import('./components/LegacyMaturityPage').then(m => m.LegacyMaturityPage),
    mountPoint: rootRouteRef,
  }),
);

/** The tab of an entity page, for an `EntityLayout.Route` at `/maturity`. @public */
export const EntityMaturityContent = maturityPlugin.provide(
  createRoutableExtension({
    name: 'EntityMaturityContent',
    component: () =>
      import('./components/EntityMaturityContent').then(
        m => m.EntityMaturityContent,
      ),
    mountPoint: entityContentRouteRef,
  }),
);

/** The card of a component's overview. @public */
export const EntityMaturityCard = maturityPlugin.provide(
  createComponentExtension({
    name: 'EntityMaturityCard',
    component: {
      lazy: () =>
        import('./components/EntityMaturityCard').then(
          m => m.EntityMaturityCard,
        ),
    },
  }),
);

/** The card of a team's overview. @public */
export const GroupMaturityCard = maturityPlugin.provide(
  createComponentExtension({
    name: 'GroupMaturityCard',
    component: {
      lazy: () =>
        import('./components/GroupMaturityCard').then(m => m.GroupMaturityCard),
    },
  }),
);

/** The home page's card with the next steps of the reader's teams. @public */
export const HomeNextSteps = maturityPlugin.provide(
  createCardExtension({
    name: 'MaturityNextSteps',
    title: 'My team’s next steps',
    components: () =>
      import('./components/NextStepsWidget').then(m => ({
        Content: m.NextStepsWidget,
      })),
  }),
);
