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
import * as examples from './__testUtils__/webhooks';
import { deployment, project, sha } from './__testUtils__/world';
import maturityModuleGitlab from '.';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const COLLECT = 'maturity-collect-gitlab';
const ago = (hours: number) =>
  new Date(Date.now() - hours * HOUR_MS).toISOString();

/** The whole backend with a host of one project. */
async function start() {
  const world = project('acme/shop', {
    createdAt: ago(2000),
    lastActivityAt: ago(100),
  });
  const host = await new StandInHost([world]).start();
  const scheduler = mockServices.scheduler();
  const events = mockServices.events();
  const backend = await startTestBackend({
    features: [
      maturityPlugin,
      maturityModuleGitlab,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      catalogServiceMock.factory({ entities: [component('acme/shop')] }),
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            gitlab: [
              { host: 'gitlab.com', apiBaseUrl: host.url, token: 'secret' },
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
  const read = async (path: string) =>
    request(backend.server)
      .get(`/api/maturity/v1/scorecards/component/default/shop${path}`)
      .set('Authorization', mockCredentials.service.header());
  /** Production deployments as the scorecard's evidence lists them, once there are as many. */
  const evidence = async (count: number): Promise<JsonObject[]> => {
    for (;;) {
      const { body } = await read('/checks/deployment-frequency/evidence');
      if (body.items?.length === count) {
        return body.items;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  return {
    world,
    read,
    evidence,
    poll: () => scheduler.triggerTask(COLLECT),
    deliver: (eventPayload: unknown) =>
      events.publish({ topic: 'gitlab', eventPayload }),
    async stop() {
      await backend.stop();
      await host.stop();
    },
  };
}

describe('a deployment on the host', () => {
  it('is in the scorecard after its webhooks, in any order and twice, and after the next poll where none came', async () => {
    const { world, read, evidence, poll, deliver, stop } = await start();
    await evidence(0);

    const at = [ago(5), ago(4), ago(3)];
    world.deployments.push(
      deployment(
        {
          id: 15,
          created_at: at[0],
          updated_at: at[2],
          environment: { id: 1, name: 'production' },
        },
        { id: 796, started_at: at[1], finished_at: at[2] },
      ),
    );
    const event = (status: string, time: string) =>
      examples.deployment(status, time.replace('T', ' ').replace('Z', ' UTC'));
    await deliver(event('success', at[2]));
    await deliver(event('created', at[0]));
    await deliver(event('running', at[1]));
    await deliver(event('success', at[2]));
    const [first] = await evidence(1);
    expect(JSON.stringify(first)).toContain(at[2]);

    // Of this one no webhook tells.
    world.deployments.push(
      deployment(
        {
          id: 16,
          sha: sha('b'),
          created_at: ago(2),
          updated_at: ago(1),
          environment: { id: 1, name: 'production' },
        },
        {
          id: 797,
          started_at: ago(2),
          finished_at: ago(1),
          // Of a run of its own; another part of the first one would be no release of its own.
          pipeline: {
            id: 101,
            iid: 2,
            project_id: 1,
            sha: sha('b'),
            ref: 'main',
            status: 'success',
            web_url: 'https://gitlab.com/acme/shop/-/pipelines/101',
          },
        },
      ),
    );
    world.pipelines.unshift({ id: 100, iid: 1, updated_at: ago(0) });
    await poll();
    await evidence(2);

    const { body } = await read('');
    const checks: JsonObject[] = body.dimensions.flatMap(
      (dimension: { checks: JsonObject[] }) => dimension.checks,
    );
    const check = (id: string) => checks.find(({ checkId }) => checkId === id);
    expect(check('deployment-frequency')).toMatchObject({
      basis: 'measured',
      n: 2,
    });
    // Below Premium nothing here tells of approvals, so no wait that was seen is no wait of zero.
    expect(check('approval-wait')).toMatchObject({
      cause: 'no-source',
      reason: expect.stringContaining(
        'No source tells whether the deployments of this entity waited for an approval',
      ),
    });
    expect(check('approval-wait')).not.toHaveProperty('value');
    await stop();
  });
});
