// SPDX-License-Identifier: Apache-2.0
import { component } from './__testUtils__/collectAll';
import { A, B, live } from './__testUtils__/deliveries';
import { add, idsOf, read, REF } from './__testUtils__/readShop';
import { questionOf } from './__testUtils__/StandInHost';
import { useHost } from './__testUtils__/useHost';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('situations that repositories get into', () => {
  const host = useHost();

  it('reads an archived repository once, says so, and asks nothing more of it', async () => {
    add(host, { archived: true, deployments: [live(1, A, 10)] });
    const sink = await read(host);
    expect(idsOf(sink)).toEqual(['deployment/1']);
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'archived' });

    host.requests.length = 0;
    await read(host, { sink, now: '2026-11-25T00:00:00Z' });
    expect(host.requests).toHaveLength(1);
    expect(sink.statuses.get(REF)).toMatchObject({
      state: 'archived',
      message: expect.stringContaining('was read'),
    });
  });

  it('gives an entity that joins later, or takes over an environment, what was read before', async () => {
    add(host, {
      deployments: [live(1, A, 10), live(2, B, 11, { environment: 'emea' })],
    });
    const sink = await read(host);
    const newcomer = component('acme/shop', {
      'delivery-maturity.io/service': 'emea',
    });
    newcomer.metadata.name = 'emea';
    const entities = [component('acme/shop'), newcomer];
    await read(host, { sink, entities });
    expect(idsOf(sink, 'component:default/emea')).toEqual(['deployment/2']);

    newcomer.metadata.annotations!['delivery-maturity.io/service'] =
      'production';
    await read(host, { sink, entities });
    expect(idsOf(sink, 'component:default/emea')).toEqual([
      'deployment/1',
      'deployment/2',
    ]);
    host.requests.length = 0;
    await read(host, { sink, entities });
    expect(host.requests).toHaveLength(1);
  });

  it('reads further back when the depth is raised', async () => {
    add(host, { deployments: [live(1, A, 10), live(2, B, 20)] });
    const sink = await read(host, {
      since: '2026-10-15T00:00:00Z',
    });
    expect(idsOf(sink)).toEqual(['deployment/2']);
    await read(host, { sink, since: '2026-10-01T00:00:00Z' });
    expect(idsOf(sink)).toEqual(['deployment/1', 'deployment/2']);
  });

  it('keeps apart what two rules read of one repository', async () => {
    add(host, {
      deployments: [
        live(1, A, 10),
        live(2, B, 11, { environment: 'live-emea' }),
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
    const sink = await read(host, options);
    expect(idsOf(sink)).toEqual(['deployment/1']);
    expect(idsOf(sink, 'component:default/emea')).toEqual(['deployment/2']);
    expect(sink.watermarks.size).toBe(2);
  });

  it('reads deployments where contents may not be read, and names the permission until it is granted', async () => {
    const repo = add(host, {
      forbidden: {
        defaultBranchRef: 'Resource not accessible by integration',
      },
      deployments: [live(1, A, 10), live(2, B, 11)],
    });
    const sink = await read(host);
    expect(idsOf(sink)).toEqual(['deployment/1', 'deployment/2']);
    expect(sink.deployments()[1].changes).toBeUndefined();
    for (const now of ['2026-11-22T00:15:00Z', '2026-11-22T00:30:00Z']) {
      await read(host, { sink, now });
      expect(sink.statuses.get(REF)).toMatchObject({
        state: 'no-permission',
        message: expect.stringContaining("Grant 'Contents: read'"),
      });
    }
    repo.forbidden = undefined;
    await read(host, { sink, now: '2026-11-23T00:30:00Z' });
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
  });

  it('names a repository that is deleted while it is read, and reads its neighbors', async () => {
    add(host, { deployments: [live(1, A, 10)] });
    add(host, { deployments: [live(2, A, 10)] }, 'acme/gone');
    host.fault = request => {
      if (questionOf(request)?.query.startsWith('query Details')) {
        host.world.delete('acme/gone');
      }
      return undefined;
    };
    const sink = await read(host, {
      entities: [component('acme/gone'), component('acme/shop')],
    });
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
    expect(sink.statuses.get('component:default/gone')).toMatchObject({
      state: 'not-found',
    });
  });

  it('takes nothing back of what was read before the host went down', async () => {
    const slugs = Array.from({ length: 11 }, (_, index) => `acme/r-${index}`);
    slugs.forEach(slug => add(host, { deployments: [live(1, A, 10)] }, slug));
    let details = 0;
    host.fault = request => {
      const graphql = questionOf(request);
      details += graphql?.query.startsWith('query Details') ? 1 : 0;
      const isLast = graphql && Object.keys(graphql.variables).length < 10;
      return details > 1 && isLast && graphql.query.includes('Details')
        ? { status: 503, body: { message: 'Service unavailable' } }
        : undefined;
    };
    const sink = await read(host, {
      entities: slugs.map(slug => component(slug)),
    });
    const states = [...sink.statuses.values()].map(({ state }) => state);
    expect(states.filter(state => state === 'ok')).toHaveLength(10);
    expect(states.filter(state => state === 'stale')).toHaveLength(1);
  });
});
