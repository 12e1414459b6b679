// SPDX-License-Identifier: Apache-2.0
import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { ExampleDataNotice } from './ExampleDataNotice';

/** @internal */
export const exampleModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootElementBlueprint.make({
      name: 'example-data',
      params: { element: <ExampleDataNotice /> },
    }),
  ],
});
