// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { maturityCollectorsExtensionPoint } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubCollector } from './GithubCollector';
import { readGithubConfig } from './config';

/**
 * Adds the GitHub collector to the delivery-maturity backend.
 *
 * @public
 */
export const maturityModuleGithub = createBackendModule({
  pluginId: 'maturity',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        collectors: maturityCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        const options = readGithubConfig(config);
        const integrations = ScmIntegrations.fromConfig(config);
        collectors.addCollector({
          collector: new GithubCollector({
            options,
            integrations,
            credentials:
              DefaultGithubCredentialsProvider.fromIntegrations(integrations),
          }),
          schedule: options.schedule,
          backfill: options.backfill,
        });
      },
    });
  },
});
