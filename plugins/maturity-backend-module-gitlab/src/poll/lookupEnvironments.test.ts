// SPDX-License-Identifier: Apache-2.0
import { SeenRequest } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  collectAll,
  component,
  createCollector,
  NOW,
} from '../__testUtils__/collectAll';
import { questionOf, StandInHost } from '../__testUtils__/StandInHost';
import { deployment, Json, project, sha } from '../__testUtils__/world';

const HOUR_MS = 3_600_000;

/** A deployment that somebody made by the API of deployments, so that no pipeline tells of it. */
function external(id: number, fields: Json = {}): Json {
  const at = new Date(Date.parse(NOW) + id * 60_000).toISOString();
  return deployment(
    { id, sha: sha(`v${id}`), created_at: at, updated_at: at, ...fields },
    null,
  );
}

function ofEnvironment(name: string): Json {
  return { environment: { id: 1, name } };
}

function isAboutEnvironments(seen: SeenRequest): boolean {
  return /^query Env/.test(questionOf(seen)?.query ?? '');
}

/** Projects to which nothing happens, read once, and a way to look at them again a quarter of an hour later. */
async function start(
  worlds: Parameters<typeof project>[1][],
  fault?: StandInHost['fault'],
) {
  const host = await new StandInHost(
    worlds.map((fields, index) =>
      project(`acme/p${index}`, {
        deployments: [
          deployment({ id: 1, sha: sha('v1') }),
          deployment({
            id: 2,
            sha: sha('v2'),
            created_at: '2026-11-02T08:00:00.000Z',
          }),
        ],
        ...fields,
      }),
    ),
  ).start();
  host.fault = fault ?? host.fault;
  const collector = createCollector(host.url);
  const entities = host.projects.map(({ path }) => component(path));
  const read = await collectAll({ collector, entities });
  let time = Date.parse(NOW);
  const look = async (after = HOUR_MS / 4) => {
    time += after;
    host.requests.length = 0;
    await collectAll({
      collector,
      entities,
      sink: read,
      now: () => new Date(time),
    });
    return host.requests.map(seen => questionOf(seen)?.query ?? seen.path);
  };
  await look();
  return {
    host,
    world: host.projects[0],
    look,
    found: () =>
      read
        .deployments()
        .filter(({ entityRef }) => entityRef === 'component:default/p0')
        .map(({ id, outcome }) => `${id} ${outcome}`),
  };
}

describe('a deployment that no pipeline made, of which no event came, in a quiet project', () => {
  it.each([
    ['the first such one', external(3), 'deployment/3 succeeded'],
    [
      'a rollback to an old commit',
      external(3, { sha: sha('v1') }),
      'deployment/3 succeeded',
    ],
    ['a failed one', external(3, { status: 'failed' }), 'deployment/3 failed'],
    [
      'one that goes on',
      external(3, { status: 'running' }),
      'deployment/3 pending',
    ],
    [
      'one of a preview environment',
      external(3, ofEnvironment('review/1')),
      'deployment/3 succeeded',
    ],
  ])('is found by the very next look: %s', async (_name, made, expected) => {
    const environments = ['production', 'review/1'].map((name, id) => ({
      id,
      name,
      state: 'available',
    }));
    const { host, world, look, found } = await start([{ environments }]);
    world.deployments.push(made);
    await look();
    expect(found()).toContain(expected);

    // Afterwards, the project is as quiet as before.
    expect(await look()).toHaveLength(2);
    await host.stop();
  });

  it('is followed to its end', async () => {
    const { host, world, look, found } = await start([{}]);
    world.deployments.push(external(3, { status: 'running' }));
    await look();
    expect(found()).toContain('deployment/3 pending');
    world.deployments[2] = external(3, {
      status: 'failed',
      updated_at: new Date(Date.parse(NOW) + HOUR_MS / 2).toISOString(),
    });
    await look();
    await host.stop();
    expect(found()).toContain('deployment/3 failed');
  });

  it('is found where production is the oldest of 150 environments', async () => {
    const environments = ['staging', 'production'].map((name, id) => ({
      id,
      name,
      state: 'available',
    }));
    const of = Array.from({ length: 148 }, (_, index) => ({
      id: 10 + index,
      name: `review/${index}`,
      state: 'available',
    }));
    const { host, world, look, found } = await start(
      Array.from({ length: 60 }, () => ({
        environments: [...environments, ...of],
      })),
    );
    // By name, for all projects alike.
    expect(await look()).toHaveLength(3);
    world.deployments.push(external(3), external(4, ofEnvironment('staging')));
    await look();
    await host.stop();
    expect(found()).toEqual(
      expect.arrayContaining([
        'deployment/3 succeeded',
        'deployment/4 succeeded',
      ]),
    );
  });

  it('is found in any of many production environments, which are asked a few at a time', async () => {
    const environments = Array.from({ length: 30 }, (_, id) => ({
      id,
      name: id < 15 ? `production/${id}` : `review/${id}`,
      state: 'available',
    }));
    const { host, world, look, found } = await start([
      {
        environments,
        deployments: environments.map(({ id, name }) =>
          deployment({ id: id + 1, ...ofEnvironment(name) }),
        ),
      },
    ]);
    expect(await look()).toHaveLength(4);
    world.deployments.push(external(90, ofEnvironment('production/7')));
    await look();
    await host.stop();
    expect(found()).toContain('deployment/90 succeeded');
  });

  it.each([
    ['does not know the question', { status: 404 }],
    ['gives up on it', { status: 503 }],
  ])(
    'is found after two days where the host %s, from then on at once',
    async (_name, refusal) => {
      const { host, world, look, found } = await start([{}, {}], seen =>
        isAboutEnvironments(seen) ? refusal : undefined,
      );
      world.deployments.push(external(3));
      await look();
      expect(found()).toHaveLength(2);
      await look(48 * HOUR_MS);
      expect(found()).toContain('deployment/3 succeeded');
      world.deployments.push(
        external(4, {
          updated_at: new Date(Date.parse(NOW) + 49 * HOUR_MS).toISOString(),
        }),
      );
      await look();
      expect(found()).toContain('deployment/4 succeeded');

      // When it answers, there is no need to read any more.
      host.fault = () => undefined;
      await look();
      expect(await look()).toHaveLength(2);
      await host.stop();
    },
  );

  it('is found where the host takes the question in smaller parts only', async () => {
    const { host, world, look, found } = await start(
      Array.from({ length: 60 }, () => ({})),
      seen =>
        isAboutEnvironments(seen) && /\bn1: /.test(questionOf(seen)!.query)
          ? { status: 503 }
          : undefined,
    );
    world.deployments.push(external(3));
    await look();
    await host.stop();
    expect(found()).toContain('deployment/3 succeeded');
  });
});
