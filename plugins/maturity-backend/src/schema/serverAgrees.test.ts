// SPDX-License-Identifier: Apache-2.0
import { wrapServer } from '@backstage/backend-openapi-utils/testUtils';
import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  apiContract,
  defaultModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import express from 'express';
import dns from 'node:dns';
import request from 'supertest';
import {
  component,
  createTestCore,
  daysAgo,
  deployment,
} from '../__testUtils__/createTestCore';
import { createCalls } from '../calls/calls';
import { createGuards } from '../permissions/createGuards';
import { createRouter } from '../router/createRouter';
import { createServices } from '../service/createServices';
import { createOpenApiDocument } from './createOpenApiDocument';

jest.setTimeout(120_000);

const SHOP = 'component/default/shop';

describe('the server and its document', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const lookup = dns.lookup as any;

  // The proxy asks for the IPv6 address of localhost, which not every machine has.
  beforeAll(() => {
    jest.spyOn(dns, 'lookup').mockImplementation(((
      host: string,
      ...rest: any[]
    ) => {
      const isLocal = host === 'localhost' && typeof rest[0] === 'object';
      return isLocal
        ? lookup(host, { ...rest[0], family: 4 }, ...rest.slice(1))
        : lookup(host, ...rest);
    }) as any);
    // The validator warns of every union of types, which OpenAPI 3.1 allows.
    jest.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterAll(() => jest.restoreAllMocks());

  async function setUp() {
    const knex = await databases.init('SQLITE_3');
    const core = await createTestCore({ knex, entities: [component('shop')] });
    await core.syncCatalog();
    const services = createServices({
      knex,
      model: defaultModel,
      tierPatterns: defaultModel.tierPatterns,
      ingest: core.ingest,
      evaluation: core.evaluation,
      templates: core.templates,
      auth: mockServices.auth(),
      userInfo: mockServices.userInfo(),
      now: () => core.clock.now,
    });
    const app = express();
    app.get('/openapi.json', (_request, response) => {
      // Without the prefix that the plugin is mounted at, and without formats, which the validator refuses to compile.
      const { servers: _, ...document } = createOpenApiDocument();
      response.json(
        JSON.parse(JSON.stringify(document), (key, value) =>
          key === 'format' && typeof value === 'string' ? undefined : value,
        ),
      );
    });
    app.use(
      createRouter({
        calls: createCalls(services),
        guards: createGuards({
          knex,
          auth: mockServices.auth(),
          catalog: catalogServiceMock(),
          permissions: mockServices.permissions(),
          userInfo: mockServices.userInfo(),
          now: () => core.clock.now,
        }),
        auditor: mockServices.auditor.mock({
          createEvent: async () => ({
            success: async () => {},
            fail: async () => {},
          }),
        }),
        httpAuth: mockServices.httpAuth({
          defaultCredentials: mockCredentials.user(),
        }),
      }),
    );
    app.use(mockErrorHandler());
    const wrapped = await wrapServer(app);
    const server = new URL(wrapped.address() as unknown as string).origin;
    return { core, server };
  }

  it('agree on every call of the contract', async () => {
    const { core, server } = await setUp();
    const called = new Set<string>();
    const call = async (
      id: keyof typeof apiContract,
      path: string,
      options: { body?: object; service?: boolean } = {},
    ) => {
      called.add(id);
      const { method } = apiContract[id];
      const caller = options.service
        ? mockCredentials.service.header()
        : mockCredentials.user.header();
      const answer = await request(server)
        [method](`/v1${path}`)
        .set('authorization', caller)
        .send(options.body);
      expect(Object.keys(apiContract[id].answers)).toContain(
        String(answer.status),
      );
      return answer.body;
    };
    const service = true;

    await call('ingestRecords', '/ingest/records', {
      service,
      body: {
        deployments: Array.from({ length: 12 }, (_, index) =>
          deployment(`d${index}`, index + 1, {
            waits: [
              {
                kind: 'approval',
                gate: 'change board',
                from: daysAgo(index + 1, 101),
                to: daysAgo(index + 1, 1),
              },
            ],
            requestedAt: daysAgo(index + 1, 101),
          }),
        ),
      },
    });
    await call('ingestRecords', '/ingest/records', {
      service,
      body: { facts: [{}] },
    });
    await call('ingestCdevents', '/ingest/cdevents', { service, body: [{}] });
    await call('putPipelines', `/ingest/pipelines/${SHOP}`, {
      service,
      body: {
        provider: 'github',
        files: [
          {
            path: '.github/workflows/go.yml',
            content:
              'on: push\njobs: { go: { steps: [{ run: helm upgrade shop . }] } }',
          },
        ],
      },
    });
    await call('putTemplate', '/ingest/templates/golden', {
      service,
      body: {
        provider: 'github',
        repository: 'github.com/acme/golden',
        paths: ['deploy.yml'],
        versions: [
          { name: 'v1.0.0', revision: 'a'.repeat(40), releasedAt: daysAgo(40) },
        ],
      },
    });
    await core.settle();

    await call(
      'listScorecards',
      '/scorecards?sort=name&limit=10&owner=payments',
    );
    await call('getScorecard', `/scorecards/${SHOP}`);
    await call('getScorecard', `/scorecards/${SHOP}?window=P30D`);
    await call(
      'getEvidence',
      `/scorecards/${SHOP}/checks/approval-wait/evidence?limit=5`,
    );
    await call('getHistory', `/scorecards/${SHOP}/history`);
    await call('getRollup', '/rollups?by=type');
    await call('getRollupTrend', '/rollups/trend');
    await call('getMovers', '/rollups/movers?limit=3');
    await call('getFacets', '/facets');
    await call('getModel', '/model');
    const sources = await call('getSources', '/sources');
    // Nothing tells where this job deploys to.
    expect(sources.unknownDeployments).toEqual([
      {
        entityRef: 'component:default/shop',
        path: '.github/workflows/go.yml',
        jobs: ['go'],
      },
    ]);
    expect(sources.unknownDeploymentsTotal).toBe(1);
    await call('listUnmatched', '/sources/unmatched');
    const { items } = await call('listTasks', '/tasks');
    expect(items.length).toBeGreaterThan(0);
    const { id } = items[0];
    await call('getTask', `/tasks/${id}`);
    await call('patchTask', `/tasks/${id}`, {
      body: { action: 'comment', comment: 'seen' },
    });
    await call('patchTasks', '/tasks/bulk', {
      body: { ids: [id, 'no-such'], change: { action: 'take' } },
    });
    const waiver = await call('postWaiver', '/waivers', {
      body: {
        entityRef: 'component:default/shop',
        checkId: 'approval-wait',
        reason: 'The regulator wants it so',
        until: '2026-12-31T00:00:00Z',
      },
    });
    await call('patchWaiver', `/waivers/${waiver.id}`, {
      body: { state: 'approved' },
    });
    const run = await call('postEvaluation', '/evaluations', { body: {} });
    await call('getEvaluation', `/evaluations/${run.id}`);

    // The validator reads JSON alone; that the export is CSV is tested with the reads.
    const inJson = Object.keys(apiContract).filter(
      name => name !== 'exportScorecards',
    );
    expect([...called].sort()).toEqual(inJson.sort());
    await settleProxy();
  });

  it('agree on refusals', async () => {
    const { server } = await setUp();
    const nobody = await request(server).get(
      '/v1/scorecards/component/default/nobody',
    );
    const noTask = await request(server).get('/v1/tasks/no-such');

    expect([nobody.status, noTask.status]).toEqual([404, 404]);
    await settleProxy();
  });
});

/** The proxy reports a disagreement as a rejection that nobody awaits, which fails the test that is running. */
function settleProxy() {
  return new Promise(resolve => setTimeout(resolve, 200));
}
