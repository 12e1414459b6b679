// SPDX-License-Identifier: Apache-2.0
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { RateShares } from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';

type Reply = (response: ServerResponse, request: IncomingMessage) => void;

const NOW = new Date('2026-11-22T00:00:00Z');
const page = '<html><body>Bad gateway</body></html>';
const good: Reply = response => response.end('{"id":1}');
const reply =
  (status: number, body: string, headers: Record<string, string> = {}): Reply =>
  response => {
    response.writeHead(status, headers).end(body);
  };

/** A host that answers with these one after the other, and then with good ones. */
async function start(replies: Reply[], options: { base?: string } = {}) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    (replies.shift() ?? good)(response, request);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const abort = new AbortController();
  const client = new GitlabClient({
    host: 'git.example.com',
    apiBaseUrl: `http://127.0.0.1:${port}${options.base ?? '/api/v4'}`,
    headers: {},
    logger: mockServices.logger.mock(),
    signal: abort.signal,
    now: () => NOW,
    rates: new RateShares({
      provider: 'GitLab',
      host: 'git.example.com',
      share: 0.5,
      at: 'maturity.collectors.gitlab',
    }),
    patience: {
      maxWaitSeconds: 60,
      retries: 2,
      secondInMilliseconds: 1,
      requestTimeoutMilliseconds: 30_000,
    },
  });
  return {
    client,
    seen,
    abort,
    show: () =>
      client.read(z.object({ id: z.number() }), api =>
        api.Projects.show('acme/web/shop'),
      ),
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

describe('a host that answers strangely', () => {
  const strange: [string, Reply, string][] = [
    ['a page of a proxy', reply(502, page), 'Bad Gateway (502)'],
    ['a page instead of an answer', reply(200, page), 'The answer is no JSON'],
    ['half an answer', reply(200, '{"id":'), 'The answer is no JSON'],
    ['nothing', reply(503, ''), 'Service Unavailable (503)'],
    ['a cut', response => response.socket?.destroy(), 'other side closed'],
    [
      'a limit with a date',
      reply(429, '{"message":"Slow down"}', {
        'retry-after': 'Sun, 22 Nov 2026 00:00:30 GMT',
      }),
      'Slow down',
    ],
    [
      'a limit without any advice',
      reply(429, 'Retry later', { 'retry-after': 'soon' }),
      'Too Many Requests (429)',
    ],
  ];

  it.each(strange)('is asked again after %s', async (_what, bad) => {
    const { show, seen, client, stop } = await start([bad, bad]);
    expect(await show()).toEqual({ id: 1 });
    expect(seen).toHaveLength(3);
    // It says nothing of a limit, as most that are self-managed.
    expect(client.budgets()).toEqual([]);
    await stop();
  });

  it.each(strange)(
    'is called down after %s again and again, in its own words',
    async (_what, bad, words) => {
      const { show, seen, stop } = await start([bad, bad, bad]);
      await expect(show()).rejects.toMatchObject({
        name: 'ProviderOutageError',
        message: expect.stringContaining(words),
      });
      expect(seen).toHaveLength(3);
      await stop();
    },
  );

  it('is not waited for longer than its windows are', async () => {
    const { show, seen, stop } = await start([
      reply(429, '{}', { 'retry-after': 'Sun, 22 Nov 2026 01:00:00 GMT' }),
    ]);
    await expect(show()).rejects.toMatchObject({
      retryAt: new Date('2026-11-22T01:00:00Z'),
    });
    expect(seen).toHaveLength(1);
    await stop();
  });

  it('is told what is wrong with its answer, and where', async () => {
    const { show, stop } = await start([reply(200, '{"id":"one"}')]);
    await expect(show()).rejects.toThrow(/expected number.*at id/);
    await stop();
  });

  it('is no longer waited for when reading is to end', async () => {
    const { show, abort, stop } = await start([
      () => abort.abort(new Error('The portal stops')),
    ]);
    await expect(show()).rejects.toThrow('The portal stops');
    await stop();
  });
});

describe('requests', () => {
  it('go below a base with a path, and encode what is one part of the address', async () => {
    const { client, seen, show, stop } = await start(
      [good, reply(200, '{"data":{"a":1}}')],
      { base: '/gitlab/api/v4/' },
    );
    await show();
    await client.graphql('query { a }', {}, z.object({ a: z.number() }));
    await client.read(z.unknown(), api =>
      api.RepositoryFiles.show('acme/web/shop', 'ci/a b.yml', 'feat/x#1'),
    );
    await client.read(z.unknown(), api =>
      api.ProjectProtectedEnvironments.all(7),
    );
    await stop();
    expect(seen).toEqual([
      'GET /gitlab/api/v4/projects/acme%2Fweb%2Fshop',
      'POST /gitlab/api/graphql',
      'GET /gitlab/api/v4/projects/acme%2Fweb%2Fshop/repository/files/ci%2Fa%20b.yml?ref=feat%2Fx%231',
      'GET /gitlab/api/v4/projects/7/protected_environments',
    ]);
  });

  it('never write', async () => {
    const { client, seen, stop } = await start([]);
    await expect(
      client.read(z.unknown(), api => api.Projects.archive(1)),
    ).rejects.toThrow("'POST projects/1/archive' may write");
    await stop();
    expect(seen).toEqual([]);
  });
});
