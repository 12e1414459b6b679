// SPDX-License-Identifier: Apache-2.0
import {
  differences,
  killAfter,
  readThroughKills,
  seeded,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
  NOW,
} from './__testUtils__/collectAll';
import { questionOf, StandInHost } from './__testUtils__/StandInHost';
import {
  addDeployment,
  generateWorld,
  repository,
  WorldRepository,
} from './__testUtils__/world';

jest.setTimeout(300_000);

const REPOSITORIES = 1_000;
const DEPLOYMENTS = 50_000;

const componentsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => component(`acme/repo-${index}`));

const MEGABYTE = 1024 * 1024;
const HEAP_EVERY = 1_000;

/** Watches how many requests a read sends, and how much the heap grows, what was collected included. */
function watch(host: StandInHost) {
  const before = process.memoryUsage().heapUsed;
  let most = before;
  let items = 0;
  host.requests.length = 0;
  return {
    onItem() {
      items += 1;
      if (items % HEAP_EVERY === 0) {
        most = Math.max(most, process.memoryUsage().heapUsed);
      }
    },
    report(what: string) {
      const megabytes = Math.round((most - before) / MEGABYTE);
      process.stdout.write(
        `${what}: ${host.requests.length} requests, ${megabytes} MB of heap\n`,
      );
    },
  };
}

/** What goes out with a new production deployment: all since the last one that succeeded, oldest first. */
function revisionsToGoOut(repo: WorldRepository, id: number): string[] {
  const before = repo.deployments.filter(
    deployment =>
      deployment.id !== id &&
      deployment.environment === 'production' &&
      deployment.statuses.some(({ state }) => state === 'SUCCESS'),
  );
  const live = before[before.length - 1].commit;
  const oids = repo.commits.map(({ oid }) => oid);
  return oids.slice(oids.indexOf(live) + 1);
}

describe('the quick answers of the stand-in host', () => {
  it('are those of the published schema', async () => {
    const host = new StandInHost(
      generateWorld({
        repositories: 12,
        deployments: 1_440,
        now: NOW,
        seed: 1,
      }),
    );
    await host.start();
    const answersOf = async (quick: boolean) => {
      host.quick = quick;
      host.responses = new Map();
      await collectAll({
        collector: createCollector(host.url),
        entities: componentsOf(12),
      });
      return [...host.responses].flatMap(([request, { body }]) =>
        questionOf(request) ? [[questionOf(request), body]] : [],
      );
    };
    const careful = await answersOf(false);
    const quick = await answersOf(true);
    await host.stop();
    expect(careful.length).toBeGreaterThan(5);
    expect(quick).toHaveLength(careful.length);
    expect(quick).toEqual(expect.arrayContaining(careful));
  });
});

describe('a host of 1,000 repositories and 50,000 deployments', () => {
  const host = new StandInHost(
    generateWorld({
      repositories: REPOSITORIES,
      deployments: DEPLOYMENTS,
      now: NOW,
      seed: 42,
    }),
  );
  const entities = componentsOf(REPOSITORIES);
  const undisturbed = new MemorySink();

  beforeAll(() => {
    host.quick = true;
    return host.start();
  });
  afterAll(() => host.stop());

  it('is read to the end, and again with few requests where nothing changed', async () => {
    const collector = createCollector(host.url);
    const { onItem, report } = watch(host);
    await collectAll({ collector, entities, sink: undisturbed, onItem });
    report('1,000 repositories of 50,000 deployments');
    expect(undisturbed.deployments()).toHaveLength(DEPLOYMENTS);
    // Ten in a look, ten in a query of details and of histories, and their runs: about three for each.
    expect(host.requests.length).toBeLessThanOrEqual(3.5 * REPOSITORIES);
    expect(
      [...undisturbed.statuses.values()].every(({ state }) => state === 'ok'),
    ).toBe(true);

    host.requests.length = 0;
    await collectAll({ collector, entities, sink: undisturbed });
    // 1/100 of a request for a repository that did not change.
    expect(host.requests).toHaveLength(REPOSITORIES / 100);
  });

  it('ends with the same records when it is killed at ten points and goes on', async () => {
    const sink = new MemorySink();
    await readThroughKills(
      sink,
      onItem =>
        collectAll({
          collector: createCollector(host.url),
          entities,
          sink,
          onItem,
        }),
      { kills: 10, between: [1_000, 9_000], random: seeded(7) },
    );

    expect(differences(sink.records, undisturbed.records)).toEqual([]);
    expect(differences(sink.pipelines, undisturbed.pipelines)).toEqual([]);
  });

  it('reads ten changed repositories with at most 40 requests, and what their new deployments brought', async () => {
    const random = seeded(9);
    const expected = new Map<string, string[]>();
    [...host.world.values()].slice(50, 60).forEach((repo, index) => {
      const id = (50 + index) * 100_000 + 52;
      addDeployment(repo, {
        id,
        at: Date.parse(NOW) - 3_600_000 * (index + 1),
        random,
      });
      expected.set(`deployment/${id}`, revisionsToGoOut(repo, id));
    });
    const { onItem, report } = watch(host);
    await collectAll({
      collector: createCollector(host.url),
      entities,
      sink: undisturbed,
      onItem,
    });
    report('Ten of them with news');
    expect(host.requests.length).toBeLessThanOrEqual(40);

    const deployments = undisturbed.deployments();
    expect(deployments).toHaveLength(DEPLOYMENTS + 10);
    const brought = deployments.flatMap(({ id, changes }) =>
      expected.has(id)
        ? [[id, changes!.map(({ revision }) => revision)] as const]
        : [],
    );
    expect(new Map(brought)).toEqual(expected);
  });
});

describe('a repository of 10,000 deployments', () => {
  const HUGE = 10_000;

  it('costs little more than the pages that it fills, is handed over part by part, and a restart goes on there with the same result', async () => {
    const random = seeded(3);
    const repo = repository('acme/huge', {
      environments: [{ name: 'staging' }, { name: 'production' }],
    });
    const start = Date.parse(NOW) - 170 * 24 * 3_600_000;
    for (let index = 1; index <= HUGE; index++) {
      addDeployment(repo, { id: index, at: start + index * 1_400_000, random });
    }
    const host = new StandInHost([repo]);
    host.quick = true;
    await host.start();
    const entities = [component('acme/huge')];
    const { onItem, report } = watch(host);
    const whole = await collectAll({
      collector: createCollector(host.url),
      entities,
      onItem,
    });
    report('One repository of 10,000 deployments');
    const deployments = whole.deployments();
    expect(deployments).toHaveLength(HUGE);
    expect(
      deployments.filter(({ trigger }) => trigger === 'push'),
    ).toHaveLength(HUGE);
    expect(deployments.filter(({ changes }) => changes).length).toBeGreaterThan(
      HUGE - 5,
    );
    // Deployments, runs and commits fill 100 pages each; the decisions on a fifth of them 20.
    expect(host.requests.length).toBeLessThanOrEqual(1.5 * 320);

    const sink = new MemorySink();
    await expect(
      collectAll({
        collector: createCollector(host.url),
        entities,
        sink,
        onItem: killAfter(6_300),
      }),
    ).rejects.toThrow('killed');
    sink.crash();
    const kept = sink.deployments().length;
    await collectAll({ collector: createCollector(host.url), entities, sink });
    await host.stop();

    expect(kept).toBeGreaterThanOrEqual(6_000);
    expect(differences(sink.records, whole.records)).toEqual([]);
  });
});
