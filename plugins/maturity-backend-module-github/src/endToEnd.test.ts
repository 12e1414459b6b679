// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the whole way from the host to the scorecard is tested
import maturityPlugin from '@delivery-maturity/backstage-plugin-maturity-backend';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import { component } from './__testUtils__/collectAll';
import { StandInHost } from './__testUtils__/StandInHost';
import { statusWebhook, webhook } from './__testUtils__/webhooks';
import {
  line,
  repository,
  sha,
  WorldDeployment,
  WorldRepository,
} from './__testUtils__/world';
import maturityModuleGithub from '.';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const [A, B] = ['a', 'b'].map(sha);
const ago = (hours: number) =>
  new Date(Date.now() - hours * HOUR_MS).toISOString();

/** The whole backend with a host of one repository. */
async function start(parts: Partial<WorldRepository> = {}) {
  const repo = repository('acme/shop', {
    createdAt: ago(20_000),
    commits: line(
      { oid: A, committedDate: ago(30) },
      { oid: B, committedDate: ago(20) },
    ),
    environments: [{ name: 'production', reviewers: 1 }],
    ...parts,
  });
  const paths = repository('acme/paths', { commits: line({ oid: A }) });
  const host = await new StandInHost([repo, paths]).start();
  const scheduler = mockServices.scheduler();
  const events = mockServices.events();
  const backend = await startTestBackend({
    features: [
      maturityPlugin,
      maturityModuleGithub,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      catalogServiceMock.factory({ entities: [component('acme/shop')] }),
      mockServices.rootConfig.factory({
        data: {
          maturity: {
            templates: [
              {
                id: 'golden',
                provider: 'github',
                repository: 'github.com/acme/paths',
                paths: ['.github/workflows/deploy.yml'],
              },
            ],
          },
          integrations: {
            github: [
              { host: 'github.com', apiBaseUrl: host.url, token: 'secret' },
            ],
          },
        },
      }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => events,
      }),
    ],
  });
  for (const { id } of await scheduler.getScheduledTasks()) {
    await scheduler.triggerTask(id);
  }
  const get = async (path: string) =>
    (
      await request(backend.server)
        .get(`/api/maturity/v1${path}`)
        .set('Authorization', mockCredentials.service.header())
    ).body;
  const read = (path: string) =>
    get(`/scorecards/component/default/shop${path}`);
  const until = async <T>(
    look: () => Promise<T>,
    isDone: (value: T) => boolean,
  ): Promise<T> => {
    for (;;) {
      const value = await look();
      if (isDone(value)) {
        return value;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  return {
    repo,
    paths,
    until,
    model: (): Promise<JsonObject> => get('/model'),
    check: async (id: string): Promise<JsonObject> =>
      (await read('')).dimensions
        .flatMap(({ checks }: { checks: JsonObject[] }) => checks)
        .find(({ checkId }: JsonObject) => checkId === id),
    evidence: async (id: string): Promise<JsonObject[]> =>
      (await read(`/checks/${id}/evidence`)).items ?? [],
    poll: () => scheduler.triggerTask('maturity-collect-github'),
    deliver: (event: { topic: string; eventPayload: unknown }) =>
      events.publish(event),
    async stop() {
      await backend.stop();
      await host.stop();
    },
  };
}

describe('a deployment on the host', () => {
  it('waits, goes out and is in the scorecard after its webhooks, in any order and twice, and after the next poll where none came', async () => {
    const { repo, until, check, evidence, poll, deliver, stop } = await start();
    await until(
      () => check('deployment-frequency'),
      found => found?.n !== undefined,
    );

    const first: WorldDeployment = {
      id: 1,
      commit: A,
      createdAt: ago(6),
      environment: 'production',
      runId: 1,
      statuses: [{ state: 'WAITING', at: ago(6) }],
    };
    repo.deployments.push(first);
    repo.runs.push({
      id: 1,
      workflowId: 1,
      path: '.github/workflows/deploy.yml',
      event: 'push',
      headSha: A,
      status: 'waiting',
      createdAt: ago(6),
      updatedAt: ago(6),
    });
    await deliver(webhook('deployment_review'));
    const [open] = await until(
      () => evidence('approval-wait'),
      items => items.length === 1,
    );
    expect(open).toMatchObject({
      id: 'deployment/1',
      value: expect.closeTo(6, 1),
      details: { gate: 'production', open: true },
    });
    expect(await check('approval-wait')).toMatchObject({
      basis: 'measured',
      flags: expect.arrayContaining(['censored']),
    });

    first.statuses.push(
      { state: 'IN_PROGRESS', at: ago(3) },
      { state: 'SUCCESS', at: ago(2) },
    );
    for (const index of [2, 0, 1, 2]) {
      await deliver(statusWebhook(first, index));
    }
    const [live] = await until(
      () => evidence('deployment-frequency'),
      items => items.length === 1,
    );
    expect(live).toMatchObject({
      id: 'deployment/1',
      at: first.statuses[2].at,
    });
    // The wait ended when it began to run: what the events cannot tell, the read behind them does.
    await until(
      () => evidence('approval-wait'),
      ([wait]) => Math.abs(Number(wait?.value) - 3) < 0.1,
    );
    expect(await evidence('approval-wait')).toMatchObject([
      { details: { open: false } },
    ]);

    // Of this one no webhook tells.
    repo.deployments.push({
      id: 2,
      commit: B,
      createdAt: ago(1.5),
      environment: 'production',
      statuses: [{ state: 'SUCCESS', at: ago(1) }],
    });
    await poll();
    await until(
      () => evidence('deployment-frequency'),
      items => items.length === 2,
    );
    expect(await check('deployment-frequency')).toMatchObject({
      basis: 'measured',
      n: 2,
    });
    await stop();
  });

  it('has neither gates nor a wait of zero where the token may not read environments', async () => {
    const { until, check, stop } = await start({
      forbidden: { environments: 'Resource not accessible by integration' },
      deployments: [
        {
          id: 1,
          commit: A,
          createdAt: ago(6),
          environment: 'production',
          statuses: [{ state: 'SUCCESS', at: ago(5) }],
        },
      ],
    });
    await until(
      () => check('deployment-frequency'),
      found => found?.n === 1,
    );
    const unknown = (facts: string) => ({
      cause: 'no-source',
      reason: expect.stringContaining(`No source tells ${facts}`),
    });
    expect(await check('approval-gates')).toMatchObject(
      unknown('the gates before production of this entity'),
    );
    const wait = await check('approval-wait');
    expect(wait).toMatchObject(
      unknown('whether the deployments of this entity waited for an approval'),
    );
    expect(wait).not.toHaveProperty('value');
    await stop();
  });

  it('has the version of a golden path that is in no catalog after the event of its tag', async () => {
    const { paths, until, model, deliver, stop } = await start();
    paths.tags.push({ name: 'v2.0.0', commit: A });
    await deliver(webhook('push', { ref: 'refs/tags/v2.0.0' }, 'acme/paths'));
    const { templates } = await until(model, answer =>
      JSON.stringify(answer.templates).includes('v2.0.0'),
    );
    expect(templates).toEqual([
      expect.objectContaining({ id: 'golden', versions: 1, newest: 'v2.0.0' }),
    ]);
    await stop();
  });
});
