// SPDX-License-Identifier: Apache-2.0
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import request from 'supertest';
import { maturityPlugin } from '../plugin';
import { testPolicy, UserPolicy } from './TestPolicy';

/** The whole plugin over a catalog in memory; answers once the catalog's entities are known. @internal */
export async function startMaturityBackend(options: {
  knex: Knex;
  entities: Entity[];
  policies?: Record<string, UserPolicy>;
}) {
  const { knex, entities, policies = {} } = options;
  const backend = await startTestBackend({
    features: [
      maturityPlugin,
      mockServices.rootConfig.factory({ data: {} }),
      mockServices.database.factory({ knex }),
      catalogServiceMock.factory({ entities }),
      metricsServiceMock.factory(),
      testPolicy(policies),
    ],
  });
  const call = (method: string, path: string) =>
    (request(backend.server) as any)[method](
      `/api/maturity/v1${path}`,
    ) as request.Test;
  const asService = (method: string, path: string) =>
    call(method, path).set('authorization', mockCredentials.service.header());

  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { body } = await asService('get', '/scorecards');
    if (body.totalItems === entities.length) {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return {
    server: backend.server,
    stop: () => backend.stop(),
    call,
    asService,
  };
}
