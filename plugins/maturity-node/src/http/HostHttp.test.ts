// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { Answer, StandInServer } from '../testUtils';
import { HostHttp, HostHttpOptions } from './HostHttp';
import { RateShares } from './RateShares';

const NOW = new Date('2026-11-22T00:00:00.000Z');

class Host extends StandInServer {
  answers: (Answer | 'cut')[] = [];

  protected answer(): Answer {
    return { status: 200, body: { fine: true } };
  }

  async start() {
    this.fault = () => this.answers.shift();
    return super.start();
  }
}

describe('HostHttp', () => {
  const host = new Host();
  beforeAll(() => host.start());
  afterAll(() => host.stop());
  beforeEach(() => {
    host.requests.length = 0;
    host.answers = [];
  });

  function create(options: Partial<HostHttpOptions> = {}) {
    return new HostHttp({
      provider: 'Example',
      host: 'git.example.com',
      headers: { authorization: 'Bearer secret' },
      logger: mockServices.logger.mock(),
      signal: new AbortController().signal,
      now: () => NOW,
      rates: new RateShares({
        provider: 'Example',
        host: 'git.example.com',
        share: 0.5,
        at: 'maturity.collectors.example',
      }),
      readLimit: headers =>
        headers.has('limit')
          ? {
              limit: Number(headers.get('limit')),
              remaining: Number(headers.get('remaining')),
              resetAt: new Date(
                NOW.getTime() + Number(headers.get('reset')) * 1000,
              ),
            }
          : undefined,
      patience: {
        maxWaitSeconds: 60,
        retries: 2,
        secondInMilliseconds: 0,
        requestTimeoutMilliseconds: 10_000,
      },
      ...options,
    });
  }

  const send = (http = create(), request = {}) =>
    http.send({ url: `${host.origin}/things`, ...request });

  it.each<[string, Answer | 'cut']>([
    ['cuts the connection', 'cut'],
    ['answers a page', { status: 200, text: '<html>' }],
    ['answers half of it', { status: 200, text: '{"fine":' }],
    ['is down', { status: 503 }],
    ['gives advice', { status: 429, headers: { 'retry-after': '20' } }],
  ])(
    'asks again where the host %s, and no more than so often',
    async (_, fault) => {
      host.answers = [fault, fault];
      const http = create();
      await expect(send(http)).resolves.toMatchObject({ body: { fine: true } });
      expect(host.requests).toHaveLength(3);
      expect(http.failuresInARow).toBe(0);

      host.answers = [fault, fault, fault];
      await expect(send(http)).rejects.toMatchObject({
        name: 'ProviderOutageError',
      });
      expect(host.requests).toHaveLength(6);
      expect(http.failuresInARow).toBe(1);
    },
  );

  it('does not wait longer than it has patience, and says when to come back', async () => {
    host.answers = [{ status: 503, headers: { 'retry-after': '61' } }];
    await expect(send()).rejects.toMatchObject({
      retryAt: new Date('2026-11-22T00:01:01.000Z'),
    });
    expect(host.requests).toHaveLength(1);
  });

  it.each([401, 403, 404, 422])(
    'asks only once for what is answered %i',
    async status => {
      host.answers = [{ status }];
      await expect(send()).rejects.toThrow();
      expect(host.requests).toHaveLength(1);
    },
  );

  it('asks for what it knows only if it changed', async () => {
    host.answers = [{ status: 304, text: '' }];
    await expect(send(create(), { etag: '"1"' })).resolves.toEqual({
      status: 'unchanged',
    });
    expect(host.requests[0].headers).toMatchObject({
      'if-none-match': '"1"',
      authorization: 'Bearer secret',
    });
  });

  it('posts a body as JSON', async () => {
    await send(create(), { body: { query: '{ id }' } });
    expect(host.requests[0]).toMatchObject({
      method: 'POST',
      body: { query: '{ id }' },
    });
  });

  it('keeps to its share: waits for a window that is near, and comes back later for another', async () => {
    const limit = { limit: '100', remaining: '50' };
    host.answers = [
      { status: 200, body: {}, headers: { ...limit, reset: '30' } },
    ];
    const patient = create();
    await send(patient);
    await expect(send(patient)).resolves.toMatchObject({ status: 'ok' });

    host.answers = [
      { status: 200, body: {}, headers: { ...limit, reset: '90' } },
    ];
    const http = create();
    await send(http);
    const asked = host.requests.length;
    await expect(send(http)).rejects.toMatchObject({
      name: 'RateBudgetError',
      message: expect.stringContaining('50 are kept for others'),
    });
    expect(host.requests).toHaveLength(asked);
    expect(http.rates.budgets()).toEqual([
      expect.objectContaining({ host: 'git.example.com', remaining: 50 }),
    ]);
  });

  it('takes a good answer that speaks of an outage for one', async () => {
    const outageIn = (body: unknown) => (body as { trouble?: string }).trouble;
    host.answers = [{ status: 200, body: { trouble: 'Too heavy' } }];
    await expect(send(create(), { outageIn })).resolves.toMatchObject({
      body: { fine: true },
    });
    expect(host.requests).toHaveLength(2);
  });

  it('ends with the reason of whoever ends the run', async () => {
    const run = new AbortController();
    run.abort(new Error('The portal goes down'));
    await expect(send(create({ signal: run.signal }))).rejects.toThrow(
      'The portal goes down',
    );
  });
});
