// SPDX-License-Identifier: Apache-2.0
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { MaturityClient } from '@delivery-maturity/backstage-plugin-maturity-common';
import TrendingUpIcon from '@material-ui/icons/TrendingUp';
import { maturityApiRef } from './api';
import { entityTabRouteRef, pageRouteRef } from './routes';

const maturityApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: maturityApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new MaturityClient(deps),
    }),
});

const maturityPage = PageBlueprint.make({
  params: {
    path: '/maturity',
    title: 'Maturity',
    icon: <TrendingUpIcon fontSize="inherit" />,
    routeRef: pageRouteRef,
    loader: () =>
      import('./components/MaturityPage').then(m => <m.MaturityPage />),
  },
});

const entityMaturityCard = EntityCardBlueprint.make({
  name: 'overview',
  params: {
    type: 'info',
    filter: { kind: 'component' },
    loader: () =>
      import('./components/EntityMaturityCard').then(m => (
        <m.EntityMaturityCard />
      )),
  },
});

const groupMaturityCard = EntityCardBlueprint.make({
  name: 'group',
  params: {
    type: 'content',
    filter: { kind: 'group' },
    loader: () =>
      import('./components/GroupMaturityCard').then(m => (
        <m.GroupMaturityCard />
      )),
  },
});

const entityMaturityContent = EntityContentBlueprint.make({
  params: {
    path: '/maturity',
    title: 'Maturity',
    routeRef: entityTabRouteRef,
    filter: { kind: 'component' },
    loader: () =>
      import('./components/EntityMaturityContent').then(m => (
        <m.EntityMaturityContent />
      )),
  },
});

const nextStepsWidget = HomePageWidgetBlueprint.make({
  name: 'next-steps',
  params: {
    name: 'MaturityNextSteps',
    title: 'My team’s next steps',
    description: 'The delivery-maturity tasks that your teams do first.',
    components: () =>
      import('./components/NextStepsWidget').then(m => ({
        Content: m.NextStepsWidget,
      })),
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 3, defaultRows: 6 },
    },
  },
});

/**
 * Delivery maturity for the new frontend system.
 *
 * @public
 */
export const maturityPlugin = createFrontendPlugin({
  pluginId: 'maturity',
  title: 'Maturity',
  icon: <TrendingUpIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: pageRouteRef, entityContent: entityTabRouteRef },
  extensions: [
    maturityApi,
    maturityPage,
    entityMaturityCard,
    entityMaturityContent,
    groupMaturityCard,
    nextStepsWidget,
  ],
});
