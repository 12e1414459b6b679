// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { maturityCollectorsExtensionPoint } from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  collectAll,
  component,
  differences,
  killAfter,
  MemorySink,
  SeenRequest,
  StandInServer,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { ExampleCollector } from './ExampleCollector';
import { maturityModuleExample } from './module';

const DOCUMENT = join(
  __dirname,
  '../../../../../docs/sources/write-your-own.md',
);
const REF = 'component:default/shop';
const entities = [
  component('shop', { 'git.example.com/repository': 'acme/shop' }),
];

class ExampleHost extends StandInServer {
  path = 'acme/shop';
  activeAt = '2026-11-03T09:00:00.000Z';

  protected answer({ path }: SeenRequest) {
    if (path === '/acme/shop') {
      const { activeAt } = this;
      return {
        status: 200,
        body: { path: this.path, activeAt, isArchived: false },
      };
    }
    return {
      status: path === '/acme/shop/deployments' ? 200 : 404,
      body: ['01', '02', '03'].map((day, id) => ({
        id,
        environment: id === 0 ? 'staging' : 'production',
        revision: `r${id}`,
        requestedAt: `2026-11-${day}T08:00:00.000Z`,
        ...(id < 2 && { finishedAt: `2026-11-${day}T09:00:00.000Z` }),
        outcome: ['succeeded', 'failed', 'pending'][id],
      })),
    };
  }
}

describe('the source of the documentation', () => {
  const host = new ExampleHost();
  beforeAll(() => host.start());
  afterAll(() => host.stop());
  beforeEach(() => {
    host.fault = () => undefined;
  });

  function create(more = {}) {
    const example = { baseUrl: host.origin, token: 'secret', ...more };
    return new ExampleCollector(
      new ConfigReader({ maturity: { collectors: { example } } }),
    );
  }

  it('is the one that stands there, in at most 200 lines', () => {
    const blocks = [
      ...readFileSync(DOCUMENT, 'utf8').matchAll(/```ts\n(.*?)```/gs),
    ].map(([, code]) => code);
    const files = ['ExampleCollector.ts', 'module.ts'].map(file =>
      readFileSync(join(__dirname, file), 'utf8').replace(/^\/\/ SPDX.*\n/, ''),
    );
    expect(blocks.slice(0, 2)).toEqual(files);
    expect(files.join('').split('\n').length - 1).toBeLessThanOrEqual(200);
  });

  it('reads deployments of each outcome, once', async () => {
    const collector = create();
    const sink = await collectAll({ collector, entities });
    expect(
      sink.deployments().map(({ id, outcome }) => `${id} ${outcome}`),
    ).toEqual([
      'deployment/acme/shop/0 succeeded',
      'deployment/acme/shop/1 failed',
      'deployment/acme/shop/2 pending',
    ]);
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
    expect(host.requests[0].headers.authorization).toBe('Bearer secret');

    host.requests.length = 0;
    await collectAll({ collector, entities, sink });
    expect(host.requests).toHaveLength(1);
  });

  it('reads what its rule recognizes', async () => {
    const deployments = [
      { recognize: 'deployments', environments: ['production'] },
    ];
    const collector = create({ deployments });
    const sink = await collectAll({ collector, entities });
    expect(sink.deployments()).toHaveLength(2);
  });

  it('ends with the same records when it is killed and goes on', async () => {
    const collector = create();
    const undisturbed = await collectAll({ collector, entities });
    const sink = new MemorySink();
    await expect(
      collectAll({ collector, entities, sink, onItem: killAfter(2) }),
    ).rejects.toThrow('killed');
    sink.crash();
    await collectAll({ collector, entities, sink });
    expect(differences(sink.records, undisturbed.records)).toEqual([]);
  });

  it.each([
    [401, 'no-permission', 'Put a new token'],
    [404, 'not-found', "Correct the annotation 'git.example.com/repository'"],
    [500, 'stale', ''],
  ])('says of %i that it is %s', async (status, state, message) => {
    host.fault = () => ({ status, headers: { 'retry-after': '99' } });
    const sink = await collectAll({ collector: create(), entities });
    expect(sink.statuses.get(REF)).toMatchObject({
      state,
      message: expect.stringContaining(message),
    });
  });

  it('says what an entity must add', () => {
    expect(create().match(component('shop'))).toMatchObject({
      status: 'incomplete',
      message: expect.stringContaining('<group>/<repository>'),
    });
  });

  it('is added by its module', async () => {
    const added: string[] = [];
    await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'maturity',
          register(env) {
            env.registerExtensionPoint(maturityCollectorsExtensionPoint, {
              addCollector: ({ collector }) => added.push(collector.id),
            });
            env.registerInit({ deps: {}, async init() {} });
          },
        }),
        maturityModuleExample,
        mockServices.rootConfig.factory({ data: {} }),
      ],
    });
    expect(added).toEqual(['example']);
  });
});
