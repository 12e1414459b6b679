// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import {
  GitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { MemorySink } from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  collectAll,
  component,
  createCollector,
  NOW,
} from './__testUtils__/collectAll';
import { questionOf, StandInHost } from './__testUtils__/StandInHost';
import {
  addPipeline,
  busyProject,
  deployment,
  job,
  project,
  sha,
} from './__testUtils__/world';
import { readGitlabConfig } from './config';
import { GitlabCollector } from './GitlabCollector';

const REF = 'component:default/shop';

function live(id: number, environment = 'production') {
  const at = `2026-11-${String(10 + id).padStart(2, '0')}T08:00:00.000Z`;
  return deployment(
    {
      id,
      sha: sha(`live-${id}`),
      created_at: at,
      environment: { id: 1, name: environment },
    },
    { id, started_at: at, finished_at: at },
  );
}

function named(name: string, annotations: Record<string, string> = {}) {
  const entity = component('acme/shop', annotations);
  return { ...entity, metadata: { ...entity.metadata, name } };
}

/** A host with one project, and a way to read it as often as needed with the same memory. */
async function start(fields: Parameters<typeof project>[1]) {
  const world = project('acme/shop', fields);
  const host = await new StandInHost([world]).start();
  let collector = createCollector(host.url);
  let sink = await collectAll({ collector, entities: [] });
  return {
    world,
    host,
    read: async (
      options: Partial<Parameters<typeof collectAll>[0]> & {
        config?: Parameters<typeof createCollector>[1];
      } = {},
    ) => {
      const { config, ...rest } = options;
      if (config) {
        collector = createCollector(host.url, config);
      }
      host.requests.length = 0;
      sink = await collectAll({
        collector,
        entities: [component('acme/shop')],
        sink,
        ...rest,
      });
      return sink;
    },
    idsOf: (entityRef: string) =>
      sink
        .deployments()
        .filter(one => one.entityRef === entityRef)
        .map(({ id }) => id)
        .sort(),
  };
}

describe('a project', () => {
  it('is read once where it is archived, is left alone, and is read on once it is not', async () => {
    const { world, host, read, idsOf } = await start({
      archived: true,
      deployments: [live(1)],
    });
    const first = await read();
    expect(first.statuses.get(REF)).toMatchObject({
      state: 'archived',
      reach: expect.arrayContaining(['deployments']),
    });
    expect(idsOf(REF)).toEqual(['deployment/1']);

    const again = await read({ now: () => new Date('2026-11-24T00:00:00Z') });
    expect(again.statuses.get(REF)).toMatchObject({ state: 'archived' });
    expect(host.requests).toHaveLength(1);

    world.archived = false;
    world.deployments.push(live(2));
    const back = await read({ now: () => new Date('2026-11-24T01:00:00Z') });
    expect(back.statuses.get(REF)).toMatchObject({ state: 'ok' });
    expect(idsOf(REF)).toEqual(['deployment/1', 'deployment/2']);

    world.archived = true;
    const last = await read({ now: () => new Date('2026-11-24T02:00:00Z') });
    expect(last.statuses.get(REF)).toMatchObject({ state: 'archived' });
    await host.stop();
  });

  it('gives an entity that joins later, or takes over an environment, what was read before', async () => {
    const { host, read, idsOf } = await start({
      files: { '.gitlab-ci.yml': 'build: { script: make }\n' },
      deployments: [live(1), live(2, 'emea')],
    });
    await read();
    const shop = component('acme/shop');
    const sink = await read({ entities: [shop, named('late')] });
    expect(idsOf('component:default/late')).toEqual(idsOf(REF));
    expect(sink.pipelines.get('component:default/late')).toHaveLength(1);

    await read({
      entities: [
        shop,
        named('late', { 'delivery-maturity.io/service': 'emea' }),
        named('emea', { 'delivery-maturity.io/service': 'emea' }),
      ],
    });
    expect(idsOf('component:default/emea')).toEqual(['deployment/2']);

    await read();
    await read();
    expect(host.requests).toHaveLength(2);
    await host.stop();
  });

  it('is read further back when the depth is raised', async () => {
    const { host, read, idsOf } = await start({
      deployments: [live(1), live(9)],
    });
    await read({ since: new Date('2026-11-15T00:00:00Z') });
    expect(idsOf(REF)).toEqual(['deployment/9']);
    await read({ since: new Date('2026-11-01T00:00:00Z') });
    expect(idsOf(REF)).toEqual(['deployment/1', 'deployment/9']);
    await host.stop();
  });

  it('is read anew where another rule says what a deployment is', async () => {
    const at = '2026-11-11T08:00:00.000Z';
    const { host, read, idsOf } = await start({
      deployments: [live(1)],
      pipelines: [
        { id: 100, iid: 1, sha: sha('a'), created_at: at, updated_at: at },
      ],
      jobs: {
        100: [7, 8].map(id =>
          job({
            id,
            name: id === 7 ? 'ship' : 'test',
            created_at: at,
            finished_at: at,
          }),
        ),
      },
    });
    await read();
    const ship = { recognize: 'pipelines', jobs: ['ship'] };
    await read({ config: { deployments: [ship] } });
    expect(idsOf(REF)).toEqual(['job/7']);
    // What one rule has read does not count for another.
    const test = { recognize: 'pipelines', jobs: ['test'] };
    await read({ config: { deployments: [test] } });
    expect(idsOf(REF)).toEqual(['job/8']);
    const sink = await read({ config: { deployments: [ship] } });
    expect(idsOf(REF)).toEqual(['job/7']);
    expect(sink.deployments()[0].pipeline).toEqual({
      job: 'ship',
      run: '100',
    });
    await host.stop();
  });
});

describe('projects to which nothing happens', () => {
  it('cost at most a fiftieth of a request at each look, and their gates are read again when something does', async () => {
    const worlds = Array.from({ length: 20 }, (_, index) =>
      busyProject(`acme/p-${index}`, { pipelines: 3, now: NOW, seed: index }),
    );
    const host = await new StandInHost(worlds).start();
    const collector = createCollector(host.url);
    const entities = worlds.map(({ path }) => component(path));
    const since = new Date('2026-05-26T00:00:00Z');
    const DAYS = 16;
    const readAfter = async (hours: number, sink?: MemorySink) => {
      host.requests.length = 0;
      const now = new Date(Date.parse(NOW) + hours * 3_600_000);
      return collectAll({ collector, entities, since, sink, now: () => now });
    };
    const sink = await readAfter(0);
    let sent = 0;
    for (let half = 1; half <= 2 * DAYS; half++) {
      await readAfter(half * 12, sink);
      sent += host.requests.filter(
        seen => !/^query (?:Probe|Env)/.test(questionOf(seen)?.query ?? ''),
      ).length;
    }
    // Two questions about 350 of them each quarter of an hour.
    const looks = DAYS * 24 * 4;
    expect(sent).toBeGreaterThan(0);
    expect(sent / worlds.length / looks + 2 / 350).toBeLessThanOrEqual(1 / 50);

    addPipeline(worlds[0], {
      time: Date.parse(NOW) + (DAYS * 24 + 25) * 3_600_000,
      random: () => 0,
    });
    await readAfter(DAYS * 24 + 26, sink);
    await host.stop();
    const gates = host.requests.filter(({ path }) =>
      path.endsWith('/protected_environments'),
    );
    expect(gates.map(({ path }) => path.split('/')[4])).toEqual([
      String(worlds[0].id),
    ]);
  });
});

describe('credentials', () => {
  /** A portal whose provider knows more than one token per host. */
  function createWith(
    getCredentials: GitlabCredentialsProvider['getCredentials'],
    apiBaseUrl = 'http://127.0.0.1:1/api/v4',
  ) {
    const config = new ConfigReader({
      integrations: {
        gitlab: [{ host: 'gitlab.com', apiBaseUrl, token: 'secret' }],
      },
    });
    return new GitlabCollector({
      options: readGitlabConfig(config),
      integrations: ScmIntegrations.fromConfig(config),
      credentials: { getCredentials },
    });
  }

  it('are those of the own group, for projects and golden paths, and one that is refused keeps no other from being read', async () => {
    const host = await new StandInHost([
      project('acme/shop'),
      project('other/web/app'),
      project('platform/paths'),
    ]).start();
    host.fault = ({ headers }) =>
      headers.authorization === 'Bearer other'
        ? { status: 401, body: { message: '401 Unauthorized' } }
        : undefined;
    const { statuses } = await collectAll({
      collector: createWith(async ({ url }) => {
        const token = new URL(url).pathname.slice(1);
        return { token, headers: { Authorization: `Bearer ${token}` } };
      }, host.url),
      entities: [component('other/web/app'), component('acme/shop')],
      templates: [
        {
          id: 'paths',
          provider: 'gitlab',
          repository: 'gitlab.com/platform/paths',
          paths: ['*.yml'],
        },
      ],
    });
    await host.stop();
    expect(statuses.get(REF)).toMatchObject({ state: 'ok' });
    expect(statuses.get('component:default/app')).toMatchObject({
      state: 'no-permission',
    });
    const used = host.requests.map(seen => [
      questionOf(seen) ? 'look' : seen.path.split('/')[4],
      seen.headers.authorization,
    ]);
    expect(used).toContainEqual(['platform%2Fpaths', 'Bearer platform']);
    expect(used).toContainEqual(['look', 'Bearer acme']);
    expect(used).not.toContainEqual(['platform%2Fpaths', 'Bearer acme']);
  });

  it.each([
    [{ status: 503, message: 'Service unavailable' }, 'stale'],
    [{ message: 'connect ECONNREFUSED' }, 'stale'],
    [{ status: 403, message: 'No such group' }, 'no-permission'],
  ])(
    'that are not given (%j) make their projects %s, never missing',
    async (refusal, state) => {
      const { statuses } = await collectAll({
        collector: createWith(async () => {
          throw Object.assign(new Error(refusal.message), refusal);
        }),
        entities: [component('acme/shop')],
        now: () => new Date(NOW),
      });
      expect(statuses.get(REF)).toMatchObject({
        state,
        message: expect.stringContaining(refusal.message),
      });
    },
  );
});
