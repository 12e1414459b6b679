// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { maturityPermissions } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectorRegistration,
  maturityCollectorsExtensionPoint,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { createCalls } from './calls/calls';
import { createCollectRunner } from './collect/createCollectRunner';
import { readMaturityConfig } from './config';
import { createCore } from './createCore';
import { createMetrics } from './metrics';
import { createGuards } from './permissions/createGuards';
import { createRouter } from './router/createRouter';
import { scheduleWork } from './scheduleWork';
import { createServices } from './service/createServices';
import { createStore } from './store/createStore';
import { countDirty } from './store/operations/countDirty';

/**
 * The delivery-maturity backend.
 *
 * @public
 */
export const maturityPlugin = createBackendPlugin({
  pluginId: 'maturity',
  register(env) {
    const registrations: CollectorRegistration[] = [];
    env.registerExtensionPoint(maturityCollectorsExtensionPoint, {
      addCollector(...added) {
        registrations.push(...added);
      },
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { httpAuth, httpRouter, lifecycle, logger, scheduler } = deps;
        const config = readMaturityConfig(deps.config);
        const knex = await createStore(deps.database);
        const now = () => new Date();
        const metrics = createMetrics(deps.metrics);
        const core = createCore({ ...deps, knex, config, metrics, now });
        metrics.observeBacklog(() => countDirty(knex));
        await core.noticeNewModel();
        const collect = createCollectRunner({
          ...deps,
          registrations,
          knex,
          ingest: core.ingest,
          templates: core.templates,
          recognition: config.recognition,
          now,
        });

        deps.permissionsRegistry.addPermissions(maturityPermissions);
        const services = createServices({
          ...deps,
          knex,
          model: config.model,
          tierPatterns: config.model.tierPatterns,
          ingest: core.ingest,
          evaluation: core.evaluation,
          templates: core.templates,
          sources: config.sources,
          collectors: collect.collectors,
          readCollectors: collect.readCollectors,
          now,
        });
        httpRouter.use(
          createRouter({
            calls: createCalls(services),
            guards: createGuards({ ...deps, knex, now }),
            auditor: deps.auditor,
            httpAuth,
            metrics: deps.metrics,
          }),
        );

        lifecycle.addStartupHook(async () => {
          core.workers.start();
          await scheduleWork({ core, config, scheduler, logger });
          await collect.start();
        });
        lifecycle.addShutdownHook(() => {
          collect.stop();
          return core.workers.stop();
        });
      },
    });
  },
});
