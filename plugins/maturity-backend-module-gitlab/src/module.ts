// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  DefaultGitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { maturityCollectorsExtensionPoint } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GitlabCollector } from './GitlabCollector';
import { readGitlabConfig } from './config';

/**
 * Adds the GitLab collector to the delivery-maturity backend.
 *
 * @public
 */
export const maturityModuleGitlab = createBackendModule({
  pluginId: 'maturity',
  moduleId: 'gitlab',
  register(env) {
    env.registerInit({
      deps: {
        collectors: maturityCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        const options = readGitlabConfig(config);
        const integrations = ScmIntegrations.fromConfig(config);
        collectors.addCollector({
          collector: new GitlabCollector({
            options,
            integrations,
            credentials:
              DefaultGitlabCredentialsProvider.fromIntegrations(integrations),
          }),
          schedule: options.schedule,
          backfill: options.backfill,
        });
      },
    });
  },
});
