// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFAULT_TIER_PATTERNS,
  defaultModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import request from 'supertest';
import { createCalls } from '../calls/calls';
import { MaturityEvaluation } from '../evaluate/types';
import { MaturityIngest } from '../ingest/types';
import { createGuards } from '../permissions/createGuards';
import { createRouter } from '../router/createRouter';
import { createServices, ServiceOptions } from '../service/createServices';
import { testPolicy, UserPolicy } from './TestPolicy';

/** The instant that the reads of a test happen at. @internal */
export const NOW = new Date('2026-11-22T12:00:00Z');

/** Everything that a policy may allow. @internal */
export const EVERYTHING: UserPolicy = {
  'catalog.entity.read': 'allow',
  'maturity.evaluation.create': 'allow',
  'maturity.task.update': 'allow',
  'maturity.waiver.create': 'allow',
  'maturity.waiver.update': 'allow',
  'maturity.source.read': 'allow',
};

/** Serves the API over seeded tables, with a policy per user. @internal */
export async function startReadBackend(options: {
  knex: Knex;
  policies?: Record<string, UserPolicy>;
  /** Owners by user. */
  ownership?: Record<string, string[]>;
  entities?: Entity[];
  evaluation?: Partial<MaturityEvaluation>;
  ingest?: Partial<MaturityIngest>;
  services?: Partial<ServiceOptions>;
}) {
  const { knex, ownership = {}, entities = [] } = options;
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({
      success: jest.fn(async () => {}),
      fail: jest.fn(async () => {}),
    })),
  });
  const plugin = createBackendPlugin({
    pluginId: 'maturity',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          auditor: coreServices.auditor,
          catalog: catalogServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
          userInfo: coreServices.userInfo,
        },
        async init({ httpAuth, httpRouter, ...services }) {
          const now = () => NOW;
          httpRouter.use(
            createRouter({
              httpAuth,
              auditor: services.auditor,
              guards: createGuards({ ...services, knex, now }),
              calls: createCalls(
                createServices({
                  knex,
                  model: defaultModel,
                  tierPatterns: DEFAULT_TIER_PATTERNS,
                  evaluation: { wake() {}, ...options.evaluation } as any,
                  ingest: { ...options.ingest } as any,
                  templates: { get: async () => ({ templates: [] }) },
                  now,
                  ...services,
                  ...options.services,
                }),
              ),
            }),
          );
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      mockServices.rootConfig.factory({ data: {} }),
      catalogServiceMock.factory({ entities }),
      testPolicy({ 'user:default/mock': EVERYTHING, ...options.policies }),
      auditor.factory,
      mockServices.userInfo.mock({
        getUserInfo: async (credentials: any) => {
          const { userEntityRef } = credentials.principal;
          return {
            userEntityRef,
            ownershipEntityRefs: ownership[userEntityRef] ?? [userEntityRef],
          };
        },
      }).factory,
    ],
  });
  const as =
    (user?: string) =>
    (method: 'get' | 'post' | 'put' | 'patch', path: string): request.Test => {
      const call = request(backend.server)[method](`/api/maturity/v1${path}`);
      return user
        ? call.set('authorization', mockCredentials.user.header(user))
        : call;
    };
  return {
    server: backend.server,
    stop: () => backend.stop(),
    auditor,
    as,
    get: (path: string, user?: string) => as(user)('get', path),
    service: (
      method: 'get' | 'post' | 'put' | 'patch',
      path: string,
    ): request.Test =>
      request(backend.server)
        [method](`/api/maturity/v1${path}`)
        .set('authorization', mockCredentials.service.header()),
  };
}
