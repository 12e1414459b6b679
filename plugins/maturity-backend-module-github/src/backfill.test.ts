// SPDX-License-Identifier: Apache-2.0
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
  NOW,
} from './__testUtils__/collectAll';
import { StandInHost } from './__testUtils__/StandInHost';
import {
  addDeployment,
  generateWorld,
  repository,
  seeded,
} from './__testUtils__/world';

jest.setTimeout(300_000);

const REPOSITORIES = 1_000;
const DEPLOYMENTS = 50_000;

/** Keys whose values differ; comparing tens of thousands of records deeply at once would take minutes. */
function differences(
  a: ReadonlyMap<string, unknown>,
  b: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    key => JSON.stringify(a.get(key)) !== JSON.stringify(b.get(key)),
  );
}

/** Dies at an item. */
function killAfter(items: number): () => void {
  let left = items;
  return () => {
    left -= 1;
    if (left <= 0) {
      throw new Error('killed');
    }
  };
}

describe('a host of 1,000 repositories and 50,000 deployments', () => {
  const host = new StandInHost(
    generateWorld({
      repositories: REPOSITORIES,
      deployments: DEPLOYMENTS,
      now: NOW,
      seed: 42,
    }),
  );
  const entities = Array.from({ length: REPOSITORIES }, (_, index) =>
    component(`acme/repo-${index}`),
  );
  let undisturbed: MemorySink;

  beforeAll(() => {
    host.answers = new Map();
    return host.start();
  });
  afterAll(() => host.stop());

  it('is read to the end, and again with few requests where few repositories changed', async () => {
    const collector = createCollector(host.url);
    undisturbed = await collectAll({ collector, entities });
    const first = host.requests.length;
    expect(undisturbed.deployments()).toHaveLength(DEPLOYMENTS);
    expect(
      [...undisturbed.statuses.values()].every(({ state }) => state === 'ok'),
    ).toBe(true);

    host.requests.length = 0;
    await collectAll({ collector, entities, sink: undisturbed });
    // 1/100 of a request for a repository that did not change.
    expect(host.requests).toHaveLength(REPOSITORIES / 100);

    // eslint-disable-next-line no-console
    console.log(
      `first read: ${first} requests, ${Math.round(
        process.memoryUsage().rss / 1e6,
      )} MB resident (host included)`,
    );
  });

  it('ends with the same records when it is killed at ten points and goes on', async () => {
    const random = seeded(7);
    const sink = new MemorySink();
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

  it('reads ten changed repositories with at most 40 requests', async () => {
    const random = seeded(9);
    host.answers = undefined;
    const changed = [...host.world.values()].slice(50, 60);
    changed.forEach((repo, index) =>
      addDeployment(repo, {
        id: 900_000_000 + index * 2,
        at: Date.parse(NOW) - 3_600_000 * (index + 1),
        random,
      }),
    );
    host.requests.length = 0;
    await collectAll({
      collector: createCollector(host.url),
      entities,
      sink: undisturbed,
    });
    const fresh = undisturbed
      .deployments()
      .filter(({ id }) => id.startsWith('deployment/9000000'));
    expect(fresh).toHaveLength(10);
    // Its own commit, and what failed to go out before it.
    expect(fresh.every(({ changes }) => changes!.length >= 1)).toBe(true);
    expect(host.requests.length).toBeLessThanOrEqual(40);
  });
});

describe('a repository of 10,000 deployments', () => {
  it('is handed over part by part, and a restart goes on there with the same result', async () => {
    const random = seeded(3);
    const repo = repository('acme/huge', {
      environments: [{ name: 'staging' }, { name: 'production' }],
    });
    const start = Date.parse(NOW) - 170 * 24 * 3_600_000;
    for (let index = 1; index <= 10_000; index++) {
      addDeployment(repo, { id: index, at: start + index * 1_400_000, random });
    }
    const host = new StandInHost([repo]);
    await host.start();
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
        onItem: killAfter(4_200),
      }),
    ).rejects.toThrow('killed');
    sink.crash();
    const kept = sink.deployments().length;
    host.requests.length = 0;
    await collectAll({ collector: createCollector(host.url), entities, sink });
    await host.stop();

    expect(kept).toBeGreaterThanOrEqual(4_000);
    expect(differences(sink.records, whole.records)).toEqual([]);
  });
});
