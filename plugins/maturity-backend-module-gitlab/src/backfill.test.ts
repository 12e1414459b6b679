// SPDX-License-Identifier: Apache-2.0
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
  NOW,
} from './__testUtils__/collectAll';
import { StandInHost } from './__testUtils__/StandInHost';
import { addDeployment, busyProject, seeded } from './__testUtils__/world';

jest.setTimeout(300_000);

const PROJECTS = 60;
const DEPLOYMENTS = 12;
const HUGE = 450;

describe('a host of many projects', () => {
  const projects = Array.from({ length: PROJECTS }, (_, index) =>
    busyProject(`acme/group/service-${index}`, {
      deployments: index === 0 ? HUGE : DEPLOYMENTS,
      now: NOW,
      seed: index + 1,
    }),
  );
  const entities = projects.map(({ path }) => component(path));
  const host = new StandInHost(projects);
  let undisturbed: MemorySink;

  beforeAll(() => host.start());
  afterAll(() => host.stop());
  afterEach(() => {
    host.fault = () => undefined;
    host.limit = 0;
    host.requests.length = 0;
  });

  it('is read to the end, and unchanged projects cost 1/50 of a request', async () => {
    const collector = createCollector(host.url);
    undisturbed = await collectAll({ collector, entities });
    expect(undisturbed.deployments()).toHaveLength(
      HUGE + (PROJECTS - 1) * DEPLOYMENTS,
    );
    expect(
      [...undisturbed.statuses.values()].map(({ state }) => state),
    ).toEqual(Array(PROJECTS).fill('ok'));
    const [last] = undisturbed.deployments().slice(-1);
    expect(last.changes).toHaveLength(1);
    expect(undisturbed.provisionings()).toHaveLength(PROJECTS);
    expect(undisturbed.provisionings()[0]).toMatchObject({
      requestedAt: '2026-06-20T00:00:00.000Z',
      firstGreenBuildAt: expect.any(String),
      firstDeploymentAt: expect.any(String),
    });

    host.requests.length = 0;
    await collectAll({ collector, entities, sink: undisturbed });
    expect(host.requests).toHaveLength(Math.ceil(PROJECTS / 50));
  });

  it('ends with the same records when it is killed again and again, through cut connections and 5xx', async () => {
    const random = seeded(7);
    const sink = new MemorySink();
    host.fault = (_request, count) => {
      if (count % 41 === 0) {
        return 'cut';
      }
      return count % 29 === 0
        ? { status: 503, headers: { 'retry-after': '1' } }
        : undefined;
    };
    let left = 0;
    const onItem = () => {
      left -= 1;
      if (left === 0) {
        throw new Error('killed');
      }
    };
    for (let kill = 0; kill < 6; kill++) {
      left = 100 + Math.floor(random() * 120);
      await expect(
        collectAll({
          collector: createCollector(host.url),
          entities,
          sink,
          onItem,
        }),
      ).rejects.toThrow('killed');
      sink.crash();
    }
    await collectAll({ collector: createCollector(host.url), entities, sink });
    expect([...sink.records].sort()).toEqual([...undisturbed.records].sort());
    expect([...sink.pipelines].sort()).toEqual(
      [...undisturbed.pipelines].sort(),
    );
  });

  it('reads what is new of the projects that changed, and nothing else', async () => {
    const changed = projects.slice(20, 25);
    changed.forEach((world, index) =>
      addDeployment(world, {
        index: 5_000,
        time: Date.parse(NOW) - 7 * 3_600_000 - index * 60_000,
        random: seeded(index),
        parent: `${world.path}-${DEPLOYMENTS - 1}`,
      }),
    );
    await collectAll({
      collector: createCollector(host.url),
      entities,
      sink: undisturbed,
    });
    for (const world of changed) {
      const { changes } = undisturbed.deployment(world.id * 1000 + 5_000);
      // Those of a failed deployment before are still to be delivered.
      expect(changes?.map(({ revision }) => revision)).toContain(
        world.commits[0].id,
      );
      expect(changes!.length).toBeLessThanOrEqual(3);
    }
    const other = host.requests.filter(({ graphql, path }) =>
      graphql
        ? false
        : !changed.some(({ id }) => path.startsWith(`/v4/projects/${id}/`)),
    );
    expect(other).toEqual([]);
    // File, deployments, jobs of the pipeline, comparison and merge requests.
    expect(host.requests.length).toBeLessThanOrEqual(2 + 5 * 5);
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
      [...sink.statuses.values()].every(({ state }) => state === 'stale'),
    ).toBe(true);
    expect([...sink.statuses.values()][0]).toMatchObject({
      message: expect.stringContaining(
        'maturity.collectors.gitlab.budgetShare',
      ),
      retryAt: '2026-11-22T01:00:00.000Z',
    });
  });
});
