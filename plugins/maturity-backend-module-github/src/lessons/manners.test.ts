// SPDX-License-Identifier: Apache-2.0
import {
  collectAll,
  component,
  createCollector,
} from '../__testUtils__/collectAll';
import { A, B, deployment, run } from '../__testUtils__/deliveries';
import { add, read, REF } from '../__testUtils__/readShop';
import { useHost } from '../__testUtils__/useHost';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('lessons of other implementations about asking and storing', () => {
  const host = useHost();

  it('8 and 9: says nothing again that has not changed, and remembers one state, not a history', async () => {
    const parts = {
      deployments: [
        deployment(1, A, '2026-10-05T10:00:00Z', [
          'SUCCESS',
          '2026-10-05T10:05:00Z',
        ]),
      ],
      runs: [run(1, A), run(2, B)],
    };
    add(host, parts);
    const sink = await read(host);
    const items: string[] = [];
    const again = () =>
      collectAll({
        collector: createCollector(host.url),
        entities: [component('acme/shop')],
        sink,
        onItem: item => items.push(item.kind),
      });
    host.requests.length = 0;
    await again();
    expect(items.filter(kind => kind !== 'budget')).toEqual(['status']);
    expect(host.requests).toHaveLength(1);

    host.world
      .get('acme/shop')!
      .deployments.push(
        deployment(2, B, '2026-10-08T10:00:00Z', [
          'SUCCESS',
          '2026-10-08T10:05:00Z',
        ]),
      );
    items.length = 0;
    await again();
    // The new deployment and the one it is compared with, which merges into itself.
    expect(items.filter(kind => kind === 'record')).toHaveLength(2);
    expect(items).not.toContain('pipelines');
    expect(sink.watermarks.size).toBe(1);
    expect(sink.deployments()).toHaveLength(2);
  });

  it('10: calls an outage stale, with the advice of the host, and an absence by its name', async () => {
    host.fault = () => ({
      status: 503,
      body: { message: 'Service unavailable' },
      headers: { 'retry-after': '120' },
    });
    add(host, {});
    const down = await read(host);
    expect(down.statuses.get(REF)).toMatchObject({
      state: 'stale',
      message: expect.stringContaining('Service unavailable'),
      retryAt: '2026-11-22T00:02:00.000Z',
    });
    expect(down.statuses.get(REF)!.reach).toBeUndefined();

    host.fault = () => undefined;
    host.world.clear();
    const gone = await read(host);
    expect(gone.statuses.get(REF)).toMatchObject({
      state: 'not-found',
      message: expect.stringContaining("'github.com/project-slug'"),
    });
  });
});
