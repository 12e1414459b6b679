// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { maturityCollectorsExtensionPoint } from '@delivery-maturity/backstage-plugin-maturity-node';
import { ExampleCollector } from './ExampleCollector';

export const maturityModuleExample = createBackendModule({
  pluginId: 'maturity',
  moduleId: 'example',
  register(env) {
    env.registerInit({
      deps: {
        collectors: maturityCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        collectors.addCollector({
          collector: new ExampleCollector(config),
          schedule: { frequency: { minutes: 10 }, timeout: { minutes: 10 } },
        });
      },
    });
  },
});
