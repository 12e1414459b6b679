// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { MaturityClient } from '@delivery-maturity/backstage-plugin-maturity-common';
import { ExampleEntityProvider } from './ExampleEntityProvider';
import { ExampleOrganization } from './ExampleOrganization';
import { ExampleStore } from './ExampleStore';
import { patientFetch } from './patientFetch';

const TICK_SECONDS = 30;

/**
 * The example organization as two features: its entities for the catalog, and what it delivers.
 * `maturityExample.enabled: false` in app-config turns both off.
 */
export function createExampleOrganization() {
  const provider = new ExampleEntityProvider();

  const catalogModule = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'maturity-example',
    register(env) {
      env.registerInit({
        deps: {
          config: coreServices.rootConfig,
          catalog: catalogProcessingExtensionPoint,
        },
        async init({ config, catalog }) {
          if (config.getOptionalBoolean('maturityExample.enabled') ?? true) {
            catalog.addEntityProvider(provider);
          }
        },
      });
    },
  });

  const deliveries = createBackendPlugin({
    pluginId: 'maturity-example',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          config: coreServices.rootConfig,
          database: coreServices.database,
          discovery: coreServices.discovery,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          scheduler: coreServices.scheduler,
        },
        async init({
          auth,
          config,
          database,
          discovery,
          lifecycle,
          logger,
          scheduler,
        }) {
          if (!(config.getOptionalBoolean('maturityExample.enabled') ?? true)) {
            return;
          }
          const client = new MaturityClient({
            discoveryApi: discovery,
            fetchApi: {
              fetch: async (input, init) => {
                const { token } = await auth.getPluginRequestToken({
                  onBehalfOf: await auth.getOwnServiceCredentials(),
                  targetPluginId: 'maturity',
                });
                const headers = new Headers(init?.headers);
                headers.set('authorization', `Bearer ${token}`);
                return patientFetch(input, { ...init, headers });
              },
            },
          });
          const organization = new ExampleOrganization({
            client,
            provider,
            store: await ExampleStore.create(database),
            logger,
            now: () => Date.now(),
            sleep: milliseconds => sleep(milliseconds),
          });
          const runner = scheduler.createScheduledTaskRunner({
            frequency: { seconds: TICK_SECONDS },
            timeout: { minutes: 5 },
            scope: 'local',
          });
          // Not awaited: the portal is usable while the past comes in.
          lifecycle.addStartupHook(() => {
            organization
              .start()
              .then(() =>
                runner.run({ id: 'deliveries', fn: () => organization.tick() }),
              )
              .catch(error =>
                logger.error(
                  'The example organization could not be brought in',
                  error,
                ),
              );
          });
        },
      });
    },
  });

  return { catalogModule, deliveries };
}
