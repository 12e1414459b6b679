// SPDX-License-Identifier: Apache-2.0
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { component, daysAgo, deployment } from './__testUtils__/createTestCore';
import { maturityPlugin } from './plugin';

jest.setTimeout(60_000);

async function until<T>(
  read: () => Promise<T>,
  isDone: (value: T) => boolean,
): Promise<T> {
  for (;;) {
    const value = await read();
    if (isDone(value)) {
      return value;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('maturityPlugin', () => {
  it('takes the catalog and a delivery in, and serves the scorecard', async () => {
    const { server } = await startTestBackend({
      features: [
        maturityPlugin,
        catalogServiceMock.factory({ entities: [component('shop')] }),
        mockServices.rootConfig.factory({
          data: {
            maturity: {
              schedule: {
                catalog: {
                  frequency: { minutes: 1 },
                  timeout: { minutes: 1 },
                },
              },
            },
          },
        }),
      ],
    });
    const service = mockCredentials.service.header();
    const scorecard = () =>
      request(server)
        .get('/api/maturity/v1/scorecards/component/default/shop')
        .set('Authorization', service);
    await until(scorecard, answer => answer.status === 200);

    const unknown = await request(server)
      .put('/api/maturity/v1/ingest/pipelines/component/default/desk')
      .set('Authorization', service)
      .send({ provider: 'github', files: [] });
    expect(unknown.status).toBe(404);

    const ingest = await request(server)
      .post('/api/maturity/v1/ingest/records')
      .set('Authorization', service)
      .send({ deployments: [deployment('a', 0), { id: 'bad' }] });
    expect(ingest.status).toBe(207);
    expect(ingest.body).toMatchObject({
      accepted: 1,
      rejected: [{ list: 'deployments', index: 1, id: 'bad' }],
    });
    const answer = await until(scorecard, ({ body }) => body.coverage > 0);
    expect(answer.body.entityRef).toBe('component:default/shop');

    const run = await request(server)
      .post('/api/maturity/v1/evaluations')
      .set('Authorization', service)
      .send({ replay: { from: daysAgo(3), to: daysAgo(0) } });
    expect(run.status).toBe(202);
    const done = await until(
      () =>
        request(server)
          .get(`/api/maturity/v1/evaluations/${run.body.id}`)
          .set('Authorization', service),
      ({ body }) => body.state !== 'queued' && body.state !== 'running',
    );
    expect(done.body).toMatchObject({ state: 'done', done: 1, failed: 0 });
  });

  it('tells everything that is wrong with its configuration at once', async () => {
    const started = startTestBackend({
      features: [
        maturityPlugin,
        catalogServiceMock.factory({ entities: [] }),
        mockServices.rootConfig.factory({
          data: {
            maturity: {
              evaluation: { workers: 0 },
              model: { window: 'soon', policy: 'best-of' },
              templates: [{ id: 'deploy', provider: 'github' }],
            },
          },
        }),
      ],
    });
    const message = await started.then(
      () => 'It started',
      error => String(error.cause ?? error),
    );
    for (const problem of ['workers', 'policy', "'deploy'"]) {
      expect(message).toContain(problem);
    }
  });
});
