// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
} from './__testUtils__/collectAll';
import { StandInHost } from './__testUtils__/StandInHost';
import {
  line,
  repository,
  sha,
  WorldDeployment,
  WorldRepository,
} from './__testUtils__/world';

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map(sha);
const COMMITS = line({ oid: A }, { oid: B }, { oid: C }, { oid: D });
const REF = 'component:default/shop';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

function deployed(
  id: number,
  commit: string,
  day: number,
  parts: Partial<WorldDeployment> = {},
): WorldDeployment {
  const at = `2026-10-${day}T10:00:00Z`;
  return {
    id,
    commit,
    createdAt: at,
    environment: 'production',
    statuses: [{ state: 'SUCCESS', at }],
    ...parts,
  };
}

describe('situations that repositories get into', () => {
  const host = new StandInHost([]);
  beforeAll(() => host.start());
  afterAll(() => host.stop());
  beforeEach(() => {
    host.world.clear();
    host.requests.length = 0;
    host.fault = () => undefined;
  });

  const add = (parts: Partial<WorldRepository>, slug = 'acme/shop') => {
    const repo = repository(slug, { commits: COMMITS, ...parts });
    host.add(repo);
    return repo;
  };
  const read = (
    sink: MemorySink,
    options: {
      entities?: Entity[];
      config?: JsonObject;
      now?: string;
      since?: string;
    } = {},
  ) =>
    collectAll({
      collector: createCollector(host.url, options.config),
      entities: options.entities ?? [component('acme/shop')],
      sink,
      now: options.now,
      since: options.since,
    });
  const idsOf = (sink: MemorySink, entityRef = REF) =>
    [...sink.records.keys()]
      .flatMap(key => {
        const [ref, type, , id] = key.split(' ');
        return ref === entityRef && type === 'deployment' ? [id] : [];
      })
      .sort();

  it('reads an archived repository once, says so, and asks nothing more of it', async () => {
    add({ archived: true, deployments: [deployed(1, A, 10)] });
    const sink = await read(new MemorySink());
    expect(idsOf(sink)).toEqual(['deployment/1']);
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'archived' });

    host.requests.length = 0;
    await read(sink, { now: '2026-11-25T00:00:00Z' });
    expect(host.requests).toHaveLength(1);
    expect(sink.statuses.get(REF)).toMatchObject({
      state: 'archived',
      message: expect.stringContaining('was read'),
    });
  });

  it('gives an entity that joins later, or takes over an environment, what was read before', async () => {
    add({
      deployments: [
        deployed(1, A, 10),
        deployed(2, B, 11, { environment: 'emea' }),
      ],
    });
    const sink = await read(new MemorySink());
    const newcomer = component('acme/shop', {
      'delivery-maturity.io/service': 'emea',
    });
    newcomer.metadata.name = 'emea';
    const entities = [component('acme/shop'), newcomer];
    await read(sink, { entities });
    expect(idsOf(sink, 'component:default/emea')).toEqual(['deployment/2']);

    newcomer.metadata.annotations!['delivery-maturity.io/service'] =
      'production';
    await read(sink, { entities });
    expect(idsOf(sink, 'component:default/emea')).toEqual([
      'deployment/1',
      'deployment/2',
    ]);
    host.requests.length = 0;
    await read(sink, { entities });
    expect(host.requests).toHaveLength(1);
  });

  it('reads further back when the depth is raised', async () => {
    add({ deployments: [deployed(1, A, 10), deployed(2, B, 20)] });
    const sink = await read(new MemorySink(), {
      since: '2026-10-15T00:00:00Z',
    });
    expect(idsOf(sink)).toEqual(['deployment/2']);
    await read(sink, { since: '2026-10-01T00:00:00Z' });
    expect(idsOf(sink)).toEqual(['deployment/1', 'deployment/2']);
  });

  it('keeps apart what two rules read of one repository', async () => {
    add({
      deployments: [
        deployed(1, A, 10),
        deployed(2, B, 11, { environment: 'live-emea' }),
      ],
    });
    const emea = component('acme/shop');
    emea.metadata.name = 'emea';
    const options = {
      entities: [component('acme/shop'), emea],
      config: {
        deployments: [
          {
            entity: 'component:default/emea',
            recognize: 'deployments',
            environments: ['live-*'],
          },
          { recognize: 'deployments', environments: ['production'] },
        ],
      },
    };
    const sink = await read(new MemorySink(), options);
    expect(idsOf(sink)).toEqual(['deployment/1']);
    expect(idsOf(sink, 'component:default/emea')).toEqual(['deployment/2']);
    expect(sink.watermarks.size).toBe(2);
  });

  it('reads deployments where contents may not be read, and names the permission until it is granted', async () => {
    const repo = add({
      forbidden: {
        defaultBranchRef: 'Resource not accessible by integration',
      },
      deployments: [deployed(1, A, 10), deployed(2, B, 11)],
    });
    const sink = await read(new MemorySink());
    expect(idsOf(sink)).toEqual(['deployment/1', 'deployment/2']);
    expect(sink.deployments()[1].changes).toBeUndefined();
    for (const now of ['2026-11-22T00:15:00Z', '2026-11-22T00:30:00Z']) {
      await read(sink, { now });
      expect(sink.statuses.get(REF)).toMatchObject({
        state: 'no-permission',
        message: expect.stringContaining("Grant 'Contents: read'"),
      });
    }
    repo.forbidden = undefined;
    await read(sink, { now: '2026-11-23T00:30:00Z' });
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
  });

  it('names a repository that is deleted while it is read, and reads its neighbors', async () => {
    add({ deployments: [deployed(1, A, 10)] });
    add({ deployments: [deployed(2, A, 10)] }, 'acme/gone');
    host.fault = ({ graphql }) => {
      if (graphql?.query.startsWith('query Details')) {
        host.world.delete('acme/gone');
      }
      return undefined;
    };
    const sink = await read(new MemorySink(), {
      entities: [component('acme/gone'), component('acme/shop')],
    });
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
    expect(sink.statuses.get('component:default/gone')).toMatchObject({
      state: 'not-found',
    });
  });

  it('looks at the protection rules of unchanged repositories with one query a day, and reads the one that has others', async () => {
    const slugs = Array.from({ length: 100 }, (_, index) => `acme/r-${index}`);
    slugs.forEach(slug =>
      add({ environments: [{ name: 'production' }] }, slug),
    );
    const entities = slugs.map(slug => component(slug));
    const sink = await read(new MemorySink(), { entities });
    host.requests.length = 0;
    await read(sink, { entities, now: '2026-11-23T00:15:00Z' });
    // 1/50 of a request for each.
    expect(host.requests).toHaveLength(2);
    host.requests.length = 0;
    await read(sink, { entities, now: '2026-11-23T00:30:00Z' });
    expect(host.requests).toHaveLength(1);

    host.world.get('acme/r-7')!.environments[0].reviewers = 2;
    // Too much for the host at once.
    host.fault = ({ graphql }) =>
      graphql?.query.startsWith('query Gates') &&
      Object.keys(graphql.variables).length > 100
        ? { status: 502, message: 'Bad gateway' }
        : undefined;
    await read(sink, { entities, now: '2026-11-24T00:30:00Z' });
    const gatesOf = (name: string) =>
      (sink.pipelines.get(`component:default/${name}`) ?? []).flatMap(
        ({ gates }) => gates,
      );
    expect(gatesOf('r-7')).toEqual([
      expect.objectContaining({ kind: 'required-reviewers', reviewers: 2 }),
    ]);
    expect(gatesOf('r-8')).toEqual([]);
  });

  it('finds the gates of production behind those of many pull requests', async () => {
    add({
      environments: [
        ...Array.from({ length: 230 }, (_, index) => ({ name: `pr-${index}` })),
        { name: 'production', reviewers: 1 },
      ],
    });
    const sink = await read(new MemorySink());
    expect(sink.pipelines.get(REF)).toEqual([
      expect.objectContaining({
        gatesComplete: true,
        gates: [expect.objectContaining({ environment: 'production' })],
      }),
    ]);
  });

  it('names the app whose rule held a deployment, as a gate and as what was waited for', async () => {
    const held = (id: number, day: number, environment: string) =>
      deployed(id, COMMITS[id - 1].oid, day, {
        environment,
        runId: id,
        statuses: [
          { state: 'WAITING', at: `2026-10-${day}T10:00:00Z` },
          { state: 'QUEUED', at: `2026-10-${day}T12:00:00Z` },
          { state: 'SUCCESS', at: `2026-10-${day}T12:05:00Z` },
        ],
      });
    const repo = add({
      environments: [
        { name: 'production', apps: ['change-board'] },
        { name: 'emea', reviewers: 1, apps: ['change-board'] },
      ],
      deployments: [held(1, 10, 'production'), held(2, 11, 'emea')],
    });
    const sink = await read(new MemorySink());
    const approvals = sink
      .deployments()
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ waits }) => waits!.find(({ kind }) => kind === 'approval')!);
    expect(approvals[0]).toMatchObject({
      gate: 'production (change-board)',
      to: '2026-10-10T12:00:00.000Z',
    });
    // An app's consent is nobody's decision.
    expect(approvals[0].decision).toBeUndefined();
    expect(approvals[1]).toMatchObject({ gate: 'emea', decision: 'approved' });
    const gates = () =>
      sink.pipelines.get(REF)!.flatMap(({ gates: found }) => found);
    expect(gates()).toContainEqual({
      environment: 'production',
      kind: 'approval-action',
      gate: 'production (change-board)',
    });

    repo.environments[0].apps = [];
    await read(sink, { now: '2026-11-23T00:30:00Z' });
    expect(gates().map(({ environment }) => environment)).toEqual(['emea']);
  });

  it('finds the wait of a host that never says WAITING in the decisions on its runs', async () => {
    const quick = (id: number, day: number) =>
      deployed(id, COMMITS[id - 1].oid, day, {
        runId: id,
        statuses: [
          { state: 'IN_PROGRESS', at: `2026-10-${day}T13:00:00Z` },
          { state: 'SUCCESS', at: `2026-10-${day}T13:05:00Z` },
        ],
      });
    const run = (id: number) => ({
      id,
      workflowId: 1,
      path: '.github/workflows/deploy.yml',
      event: 'push',
      headSha: A,
      status: 'completed',
      conclusion: 'success',
      createdAt: '2026-10-09T10:00:00Z',
      updatedAt: '2026-10-12T10:00:00Z',
    });
    add({
      environments: [{ name: 'production', reviewers: 1 }],
      deployments: [quick(1, 10), quick(2, 11)],
      runs: [
        {
          ...run(1),
          reviews: [
            { state: 'APPROVED', user: 2, environments: ['production'] },
          ],
        },
        run(2),
      ],
    });
    const sink = await read(new MemorySink());
    const [first, second] = sink
      .deployments()
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(first.waits).toEqual([
      expect.objectContaining({
        kind: 'approval',
        decision: 'approved',
        from: '2026-10-10T10:00:00.000Z',
        to: '2026-10-10T13:00:00.000Z',
      }),
    ]);
    expect(second.waits).toEqual([]);
  });

  it('takes nothing back of what was read before the host went down', async () => {
    const slugs = Array.from({ length: 11 }, (_, index) => `acme/r-${index}`);
    slugs.forEach(slug => add({ deployments: [deployed(1, A, 10)] }, slug));
    let details = 0;
    host.fault = ({ graphql }) => {
      details += graphql?.query.startsWith('query Details') ? 1 : 0;
      const isLast = graphql && Object.keys(graphql.variables).length < 10;
      return details > 1 && isLast && graphql.query.includes('Details')
        ? { status: 503, message: 'Service unavailable' }
        : undefined;
    };
    const sink = await read(new MemorySink(), {
      entities: slugs.map(slug => component(slug)),
    });
    const states = [...sink.statuses.values()].map(({ state }) => state);
    expect(states.filter(state => state === 'ok')).toHaveLength(10);
    expect(states.filter(state => state === 'stale')).toHaveLength(1);
  });

  it('finds the first green run of a new repository where nothing else happens', async () => {
    const repo = add({ createdAt: '2026-11-20T00:00:00Z' });
    const sink = await read(new MemorySink());
    repo.runs.push({
      id: 1,
      workflowId: 1,
      path: '.github/workflows/ci.yml',
      event: 'push',
      headSha: A,
      status: 'completed',
      conclusion: 'success',
      createdAt: '2026-11-22T01:00:00Z',
      updatedAt: '2026-11-22T01:05:00Z',
    });
    await read(sink, { now: '2026-11-22T02:00:00Z' });
    const provisionings = [...sink.records].flatMap(([key, records]) =>
      key.includes(' provisioning ') ? records : [],
    );
    expect(provisionings).toEqual([
      expect.objectContaining({
        firstGreenBuildAt: '2026-11-22T01:05:00.000Z',
      }),
    ]);
    host.requests.length = 0;
    await read(sink, { now: '2026-11-22T04:00:00Z' });
    expect(host.requests).toHaveLength(1);
  });

  it('watches releases that wait among hundreds of previews that never end', async () => {
    const waiting = deployed(1, A, 10, {
      statuses: [{ state: 'WAITING', at: '2026-11-10T10:00:00Z' }],
      createdAt: '2026-11-10T10:00:00Z',
    });
    const previews = Array.from({ length: 700 }, (_, index) =>
      deployed(index + 2, B, 12, {
        environment: `pr-${index}`,
        createdAt: new Date(
          Date.parse('2026-11-11T00:00:00Z') + index * 60_000,
        ).toISOString(),
        statuses: [],
      }),
    );
    // In the part of a long read that is handed over first.
    const early = deployed(1_000, B, 11, {
      createdAt: '2026-11-11T10:00:30Z',
      statuses: [{ state: 'WAITING', at: '2026-11-11T10:00:30Z' }],
    });
    add({ deployments: [waiting, early, ...previews] });
    const sink = await read(new MemorySink());
    for (const { statuses } of [waiting, early]) {
      statuses.push({ state: 'SUCCESS', at: '2026-11-22T00:10:00Z' });
    }
    await read(sink, { now: '2026-11-22T00:15:00Z' });
    const releases = sink
      .deployments()
      .filter(({ environment }) => environment === 'production');
    expect(releases.map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'succeeded',
    ]);
  });

  it('knows the runs behind a run that somebody deleted', async () => {
    const days = [10, 11, 12, 13];
    const run = (id: number) => ({
      id,
      workflowId: 1,
      path: '.github/workflows/deploy.yml',
      event: 'workflow_dispatch',
      headSha: A,
      status: 'completed',
      conclusion: 'success',
      createdAt: `2026-10-${days[id - 1]}T09:59:00Z`,
      updatedAt: `2026-10-${days[id - 1]}T10:00:00Z`,
    });
    add({
      deployments: days.map((day, index) =>
        deployed(index + 1, COMMITS[index].oid, day, { runId: index + 1 }),
      ),
      runs: [run(1), run(2), run(3)],
    });
    const sink = await read(new MemorySink());
    expect(
      sink.deployments().filter(({ trigger }) => trigger === 'manual'),
    ).toHaveLength(3);
  });
});
