// SPDX-License-Identifier: Apache-2.0
import {
  differences,
  killAfter,
  MemorySink,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  collectAll,
  createCollector,
  ENTITIES,
} from './__testUtils__/collectAll';
import { StandInHost, task, WorldTask } from './__testUtils__/StandInHost';

const shop = (at: string) => ({
  at,
  output: {
    links: [{ title: 'Open', entityRef: 'component:default/shop' }],
  },
});

describe('ScaffolderCollector', () => {
  let host: StandInHost;

  async function start(tasks: WorldTask[]) {
    host = await new StandInHost(tasks).start();
    return createCollector(host.url);
  }

  afterEach(() => host.stop());

  it('turns completed tasks into provisionings of what they created, by entity or by repository', async () => {
    const collector = await start([
      task('c', 'processing', '2026-11-20T11:00:00.000Z'),
      task('b', 'completed', '2026-11-02T08:00:00.000Z', {
        at: '2026-11-02T08:05:00.000Z',
        output: { remoteUrl: 'https://github.com/acme/desk.git' },
      }),
      task(
        'a',
        'completed',
        '2026-11-01T08:00:00.000Z',
        shop('2026-11-01T08:07:00.000Z'),
      ),
      task('z', 'failed', '2026-10-30T08:00:00.000Z'),
    ]);
    const sink = await collectAll({ collector });

    expect([...sink.records]).toEqual([
      [expect.stringMatching(/^component:default\/desk /), expect.anything()],
      [
        expect.stringMatching(/^component:default\/shop /),
        [
          expect.objectContaining({
            source: 'scaffolder',
            id: 'a',
            observedAt: '2026-11-01T08:07:00.000Z',
            subject: 'service',
            requestedAt: '2026-11-01T08:00:00.000Z',
            requestBasis: 'scaffolder',
            templateDoneAt: '2026-11-01T08:07:00.000Z',
            selfService: true,
            template: { id: 'template:default/node-service', ref: 'v2.1.0' },
          }),
        ],
      ],
    ]);
    expect(JSON.stringify([...sink.records, ...sink.watermarks])).not.toContain(
      'somebody',
    );
  });

  it('counts a task for each entity that it created, and one that was canceled for none', async () => {
    const collector = await start([
      task('both', 'completed', '2026-11-02T08:00:00.000Z', {
        at: '2026-11-02T08:05:00.000Z',
        output: {
          entityRef: 'component:default/shop',
          links: [{ entityRef: 'component:desk' }],
        },
      }),
      task('stopped', 'cancelled', '2026-11-01T08:00:00.000Z', {
        at: '2026-11-01T08:01:00.000Z',
        output: {},
      }),
    ]);
    const sink = await collectAll({ collector });
    expect([...sink.records.keys()].map(key => key.split(' ')[0])).toEqual([
      'component:default/shop',
      'component:default/desk',
    ]);
    expect(sink.provisionings().map(({ id }) => id)).toEqual(['both', 'both']);
  });

  it('takes environments from the configured templates', async () => {
    await start([
      task(
        'a',
        'completed',
        '2026-11-10T08:00:00.000Z',
        shop('2026-11-10T08:30:00.000Z'),
      ),
    ]);
    const sink = await collectAll({
      collector: createCollector(host.url, ['template:default/node-service']),
    });
    expect(sink.provisionings()).toMatchObject([
      {
        subject: 'environment',
        firstDeploymentAt: '2026-11-10T08:30:00.000Z',
      },
    ]);
  });

  it('waits for an entity that the catalog has not got yet, and for a task that is started again, and asks of others once', async () => {
    const collector = await start([
      task(
        'new',
        'completed',
        '2026-11-19T08:00:00.000Z',
        shop('2026-11-19T08:07:00.000Z'),
      ),
      task('retried', 'failed', '2026-11-18T08:00:00.000Z', {
        at: '2026-11-18T08:01:00.000Z',
        output: {},
      }),
      task('desk', 'completed', '2026-11-17T08:00:00.000Z', {
        at: '2026-11-17T08:05:00.000Z',
        output: { remoteUrl: 'https://github.com/acme/desk' },
      }),
    ]);
    const [, desk] = ENTITIES;
    const sink = await collectAll({ collector, entities: [desk] });
    expect(sink.provisionings().map(({ id }) => id)).toEqual(['desk']);

    host.tasks[1] = task('retried', 'completed', '2026-11-18T08:00:00.000Z', {
      at: '2026-11-20T09:00:00.000Z',
      output: { entityRef: 'component:default/shop' },
    });
    host.requests.length = 0;
    await collectAll({ collector, sink });
    expect(sink.provisionings().map(({ id }) => id)).toEqual([
      'desk',
      'new',
      'retried',
    ]);
    expect(host.asked()).toEqual(['new', 'retried']);

    host.requests.length = 0;
    await collectAll({ collector, sink });
    expect(host.asked()).toEqual([]);
    expect(host.requests).toHaveLength(1);
  });

  it('ends with the same records when it is killed and goes on', async () => {
    const tasks = Array.from({ length: 450 }, (_, index) => {
      const at = new Date(Date.parse('2026-07-01') + index * 3_600_000);
      return task(
        `task-${index}`,
        'completed',
        at.toISOString(),
        shop(new Date(at.getTime() + 60_000).toISOString()),
      );
    });
    const collector = await start(tasks);
    const undisturbed = await collectAll({ collector });
    expect(undisturbed.provisionings()).toHaveLength(450);

    const sink = new MemorySink();
    host.requests.length = 0;
    await expect(
      collectAll({ collector, sink, onItem: killAfter(700) }),
    ).rejects.toThrow('killed');
    sink.crash();
    await collectAll({ collector, sink });
    expect(differences(sink.records, undisturbed.records)).toEqual([]);
    // What was handed over is not asked for again.
    expect(host.asked().length).toBeLessThan(450 + 100);
  });

  it('makes entities stale when the Scaffolder does not answer, and takes that back when it does', async () => {
    const collector = await start([
      task(
        'a',
        'completed',
        '2026-11-01T08:00:00.000Z',
        shop('2026-11-01T08:07:00.000Z'),
      ),
    ]);
    host.fault = () => ({ status: 503 });
    const sink = await collectAll({ collector });
    const states = () => [...sink.statuses.values()].map(one => one.state);
    expect(states()).toEqual(['stale', 'stale']);
    expect([...sink.statuses.values()][0].message).toContain('503');

    host.fault = () => 'cut';
    await collectAll({ collector, sink });
    expect(states()).toEqual(['stale', 'stale']);

    host.fault = () => undefined;
    await collectAll({ collector, sink });
    expect(states()).toEqual(['ok', 'ok']);
    expect(sink.provisionings()).toHaveLength(1);
  });

  it('names the permission that is denied, and what is lost without it', async () => {
    const collector = await start([]);
    host.fault = () => ({
      status: 403,
      body: { error: { name: 'NotAllowedError', message: 'Unauthorized' } },
    });
    const sink = await collectAll({ collector });
    expect(sink.statuses.get('component:default/shop')).toMatchObject({
      state: 'no-permission',
      message: expect.stringMatching(
        /allow 'scaffolder.task.read'.*Without it are lost: provisioning requests/,
      ),
      reach: [],
    });
  });

  it('says nothing of any entity where there is no Scaffolder', async () => {
    const collector = await start([]);
    host.fault = () => ({ status: 404 });
    const sink = await collectAll({ collector });
    expect(sink.statuses.size).toBe(0);
    expect(sink.watermarks.size).toBe(0);
  });
});
