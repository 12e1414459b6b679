// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { maturityCollectorsExtensionPoint } from '@delivery-maturity/backstage-plugin-maturity-node';
import { ScaffolderClient } from './client/ScaffolderClient';
import { readScaffolderConfig } from './config';
import { ScaffolderCollector } from './ScaffolderCollector';

/** Reads provisioning records from the Scaffolder of the same Backstage. @public */
export const maturityModuleScaffolder = createBackendModule({
  pluginId: 'maturity',
  moduleId: 'scaffolder',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        collectors: maturityCollectorsExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ auth, collectors, config, discovery }) {
        const options = readScaffolderConfig(config);
        if (!options.enabled) {
          return;
        }
        collectors.addCollector({
          collector: new ScaffolderCollector({
            client: new ScaffolderClient({ auth, discovery }),
            environmentTemplates: options.environmentTemplates,
          }),
          schedule: options.schedule,
          backfill: options.backfill,
        });
      },
    });
  },
});
