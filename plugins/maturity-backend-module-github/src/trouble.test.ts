// SPDX-License-Identifier: Apache-2.0
import { A, live } from './__testUtils__/deliveries';
import { add, read, REF } from './__testUtils__/readShop';
import { useHost } from './__testUtils__/useHost';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

describe('a host that is in trouble', () => {
  const host = useHost();

  it.each<[string, (count: number) => ReturnType<typeof host.fault>]>([
    ['cuts connections', count => (count % 2 ? 'cut' : undefined)],
    [
      'answers 502',
      count =>
        count % 2
          ? { status: 502, body: { message: 'Bad gateway' } }
          : undefined,
    ],
    [
      'answers 429 with advice',
      count =>
        count % 2
          ? {
              status: 429,
              body: { message: 'Too many requests' },
              headers: { 'retry-after': '2' },
            }
          : undefined,
    ],
    [
      'meets a secondary limit',
      count =>
        count % 2
          ? {
              status: 403,
              body: { message: 'You have exceeded a secondary rate limit.' },
              headers: { 'retry-after': '2' },
            }
          : undefined,
    ],
  ])('goes on when it %s', async (_name, fault) => {
    host.fault = (_request, count) => fault(count);
    add(host, { deployments: [live(1, A, 10)] });
    const sink = await read(host);
    expect(sink.statuses.get(REF)!.state).toBe('ok');
    expect(sink.deployments()).toHaveLength(1);
  });

  it('leaves the rest of the limit to others, and says when it goes on', async () => {
    host.limit = 100;
    host.used = 49;
    add(host, { deployments: [live(1, A, 10)] });
    const sink = await read(host);
    expect(sink.statuses.get(REF)).toMatchObject({
      state: 'stale',
      message: expect.stringContaining('50 are kept for others'),
      retryAt: expect.any(String),
    });
    expect(sink.budgets[0].budget).toMatchObject({ limit: 100, share: 0.5 });
  });
});
