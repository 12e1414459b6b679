// SPDX-License-Identifier: Apache-2.0
import {
  differences,
  killAfter,
  MemorySink,
  seeded,
  SeenRequest,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  collectAll,
  component,
  createCollector,
  deploymentOf,
  NOW,
} from './__testUtils__/collectAll';
import { StandInHost } from './__testUtils__/StandInHost';
import { addPipeline, busyProject } from './__testUtils__/world';

jest.setTimeout(300_000);

const PROJECTS = 1_000;
/** Each has two deployments: 50,000 in all. */
const PIPELINES = 25;
const PROBED_TOGETHER = 350;

/** Every 41st connection is cut, every 29th answer is a failure. */
function bad(_request: SeenRequest, count: number) {
  if (count % 41 === 0) {
    return 'cut' as const;
  }
  return count % 29 === 0
    ? { status: 503, headers: { 'retry-after': '1' } }
    : undefined;
}

describe('a host of 1,000 projects and 50,000 deployments', () => {
  const projects = Array.from({ length: PROJECTS }, (_, index) =>
    busyProject(`acme/group/service-${index}`, {
      pipelines: PIPELINES,
      now: NOW,
      seed: index + 1,
    }),
  );
  const entities = projects.map(({ path }) => component(path));
  const host = new StandInHost(projects);
  const undisturbed = new MemorySink();

  beforeAll(() => host.start());
  afterAll(() => host.stop());
  afterEach(() => {
    host.fault = () => undefined;
    host.limit = 0;
    host.latencyMs = 0;
    host.requests.length = 0;
  });

  it('is read to the end with few requests per project, and again with 1/160 of one where nothing changed', async () => {
    const collector = createCollector(host.url);
    await collectAll({ collector, entities, sink: undisturbed });
    expect(undisturbed.deployments()).toHaveLength(PROJECTS * PIPELINES * 2);
    expect(undisturbed.provisionings()).toHaveLength(PROJECTS);
    expect(
      [...undisturbed.statuses.values()].every(({ state }) => state === 'ok'),
    ).toBe(true);
    expect(host.requests.length).toBeLessThanOrEqual(PROJECTS * 15);

    host.requests.length = 0;
    await collectAll({ collector, entities, sink: undisturbed });
    expect(host.requests).toHaveLength(
      2 * Math.ceil(PROJECTS / PROBED_TOGETHER),
    );
  });

  it('ends with the same records when it is killed at ten points, through cut connections and 5xx', async () => {
    const random = seeded(7);
    const sink = new MemorySink();
    host.fault = bad;
    for (let kill = 0; kill < 10; kill++) {
      await expect(
        collectAll({
          collector: createCollector(host.url),
          entities,
          sink,
          onItem: killAfter(1_000 + Math.floor(random() * 8_000)),
        }),
      ).rejects.toThrow('killed');
      sink.crash();
    }
    await collectAll({ collector: createCollector(host.url), entities, sink });
    expect(differences(sink.records, undisturbed.records)).toEqual([]);
    expect(differences(sink.pipelines, undisturbed.pipelines)).toEqual([]);
  });

  it('reads ten changed projects with at most 40 requests, and what their new deployments brought', async () => {
    const random = seeded(9);
    const expected = new Map<number, string[]>();
    projects.slice(50, 60).forEach((world, index) => {
      const live = world.deployments.filter(
        ({ environment, status }) =>
          status === 'success' &&
          (environment as { name: string }).name === 'production',
      );
      const { production } = addPipeline(world, {
        time: Date.parse(NOW) - (7 + index) * 3_600_000,
        random,
      });
      const shas = world.commits.map(({ id }) => String(id));
      const before = shas.indexOf(String(live[live.length - 1].sha));
      expected.set(production, shas.slice(0, before).reverse());
    });
    host.latencyMs = 5;
    await collectAll({
      collector: createCollector(host.url),
      entities,
      sink: undisturbed,
    });
    expect(host.requests.length).toBeLessThanOrEqual(40);
    expect(undisturbed.deployments()).toHaveLength(
      PROJECTS * PIPELINES * 2 + 20,
    );
    for (const [id, revisions] of expected) {
      const { changes, waits } = deploymentOf(undisturbed, id);
      expect(changes?.map(({ revision }) => revision)).toEqual(revisions);
      expect(waits).toContainEqual(
        expect.objectContaining({
          kind: 'approval',
          gate: 'deploy-production',
        }),
      );
    }
  });

  it('keeps to its share of the rate limit', async () => {
    host.limit = 100;
    host.used = 0;
    host.resetAt = Date.parse(NOW) / 1000 + 3600;
    const sink = await collectAll({
      collector: createCollector(host.url, { budgetShare: 0.3 }),
      entities,
    });
    expect(host.requests).toHaveLength(30);
    expect(sink.budgets).toMatchObject([
      {
        budget: { host: 'gitlab.com', remaining: 70, limit: 100, share: 0.3 },
      },
    ]);
    expect(
      [...sink.statuses.values()].filter(({ state }) => state !== 'stale')
        .length,
    ).toBeLessThanOrEqual(3);
    expect([...sink.statuses.values()].pop()).toMatchObject({
      state: 'stale',
      message: expect.stringContaining(
        'maturity.collectors.gitlab.budgetShare',
      ),
      retryAt: '2026-11-22T01:00:00.000Z',
    });
  });
});

describe('a project of 10,000 deployments', () => {
  it('is handed over page by page, and a restart goes on there with the same result', async () => {
    const world = busyProject('acme/huge', {
      pipelines: 5_000,
      now: NOW,
      seed: 3,
    });
    const host = await new StandInHost([world]).start();
    const entities = [component('acme/huge')];
    const whole = await collectAll({
      collector: createCollector(host.url),
      entities,
    });
    expect(whole.deployments()).toHaveLength(10_000);

    const sink = new MemorySink();
    await expect(
      collectAll({
        collector: createCollector(host.url),
        entities,
        sink,
        onItem: killAfter(4_000),
      }),
    ).rejects.toThrow('killed');
    sink.crash();
    const kept = sink.deployments().length;
    await collectAll({ collector: createCollector(host.url), entities, sink });
    await host.stop();

    expect(kept).toBeGreaterThanOrEqual(3_500);
    expect(differences(sink.records, whole.records)).toEqual([]);
  });
});
