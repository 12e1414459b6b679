// SPDX-License-Identifier: Apache-2.0
import {
  Answer,
  SeenRequest,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { component } from './__testUtils__/collectAll';
import { A, B, live, run } from './__testUtils__/deliveries';
import { add, read, REF } from './__testUtils__/readShop';
import { questionOf } from './__testUtils__/StandInHost';
import { useHost } from './__testUtils__/useHost';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

const WELL = 'component:default/well';
const TROUBLE = 'An internal error occurred.';
const entities = [component('acme/shop'), component('acme/well')];

type Body = { data: Record<string, any> | null; errors?: object[] };

/** Which part of a query asks about the shop, if one does. */
function shopIn(request: SeenRequest): string | undefined {
  const { variables = {} } = questionOf(request) ?? {};
  const found = Object.keys(variables).find(
    key => key.startsWith('name') && variables[key] === 'shop',
  );
  return found?.replace('name', 'r');
}

/** Changes what a query is answered about the shop. */
function about(query: string, change: (body: Body, alias: string) => void) {
  return (request: SeenRequest, answer: Answer): Answer => {
    const alias = shopIn(request);
    if (!alias || !questionOf(request)?.query.startsWith(`query ${query}`)) {
      return answer;
    }
    const body = JSON.parse(JSON.stringify(answer.body)) as Body;
    change(body, alias);
    return { ...answer, body };
  };
}

describe('an answer that no sound host would give', () => {
  const host = useHost();
  beforeEach(() => {
    for (const slug of ['acme/shop', 'acme/well']) {
      add(
        host,
        {
          deployments: [
            live(1, A, 10, { runId: 1 }),
            live(2, B, 11, { runId: 1 }),
          ],
          runs: [run(1, A)],
        },
        slug,
      );
    }
  });

  it.each<[string, string, RegExp, ReturnType<typeof about>]>([
    [
      'fails at a repository',
      'stale',
      /internal error/,
      about('Probe', (body, alias) => {
        body.data![alias] = null;
        body.errors = [{ message: TROUBLE, path: [alias] }];
      }),
    ],
    [
      'fails at a field',
      'stale',
      /internal error/,
      about('Details', (body, alias) => {
        body.data![alias].deployments = null;
        const path = [alias, 'deployments'];
        body.errors = [{ message: TROUBLE, path, type: 'SERVICE_UNAVAILABLE' }];
      }),
    ],
    [
      'fails at a part of the history',
      'stale',
      /internal error/,
      about('Histories', (body, alias) => {
        const { target } = body.data![alias].defaultBranchRef;
        target.history.nodes[0] = null;
        const path = [alias, 'defaultBranchRef', 'target', 'history'];
        body.errors = [{ message: TROUBLE, path }];
      }),
    ],
    [
      'has no time for a repository',
      'stale',
      /Something went wrong/,
      about('', (body, alias) => {
        body.data![alias] = null;
        const message = 'Something went wrong while executing your query.';
        body.errors = [{ message, path: [alias] }];
      }),
    ],
    [
      'is silent about a repository',
      'stale',
      /says nothing of the repository/,
      about('Probe', (body, alias) => {
        body.data![alias] = null;
      }),
    ],
    [
      'lacks a field',
      'error',
      /differs from its documentation at 'deployments\.nodes\.0\.commitOid'/,
      about('Details', (body, alias) => {
        delete body.data![alias].deployments.nodes[0].commitOid;
      }),
    ],
    [
      'has no time for a long history',
      'stale',
      /Bad Gateway/,
      (request, answer) =>
        shopIn(request) &&
        questionOf(request)?.query.startsWith('query Histories')
          ? { status: 502, text: '<html>Unicorn</html>' }
          : answer,
    ],
    [
      'fails at a run',
      'stale',
      /Server Error/,
      (request, answer) =>
        request.path.includes('/shop/actions/')
          ? { status: 500, body: { message: 'Server Error' } }
          : answer,
    ],
  ])(
    '%s: it is told, its neighbor is read, and the next read heals',
    async (_name, state, message, twist) => {
      const { twist: sound } = host;
      host.twist = twist;
      const sink = await read(host, { entities });
      expect(sink.statuses.get(REF)).toMatchObject({
        state,
        message: expect.stringMatching(message),
      });
      expect(sink.statuses.get(WELL)).toMatchObject({ state: 'ok' });

      host.twist = sound;
      await read(host, { entities, sink });
      const shop = sink.deployments().filter(one => one.entityRef === REF);
      const changes = shop.map(one => [one.id, one.changes?.length]);
      expect(Object.fromEntries(changes)).toEqual({
        'deployment/1': undefined,
        'deployment/2': 1,
      });
      expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
    },
  );

  it('has nulls among what it lists: they are passed over', async () => {
    host.twist = about('Details', (body, alias) => {
      const { deployments } = body.data![alias];
      deployments.nodes.unshift(null);
      deployments.nodes[1].statuses = null;
      body.data![alias].environments = null;
      body.data![alias].workflows = null;
    });
    const sink = await read(host, { entities });
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
    expect(
      sink.deployments().filter(one => one.entityRef === REF),
    ).toHaveLength(2);
  });

  it.each<[string, (count: number, answer: Answer) => Answer, string, RegExp?]>(
    [
      [
        'is cut off now and then',
        (count, answer) =>
          count % 2
            ? { ...answer, text: JSON.stringify(answer.body).slice(0, 40) }
            : answer,
        'ok',
      ],
      [
        'is always the page of a proxy',
        () => ({ status: 200, text: '<html>Please log in</html>' }),
        'stale',
        /no JSON/,
      ],
      ['is empty', () => ({ status: 200, body: { data: null } }), 'stale'],
      [
        'refuses a field that an old version lacks',
        () => ({
          status: 200,
          body: {
            errors: [
              {
                message: "Field 'originalEnvironment' doesn't exist",
                extensions: { code: 'undefinedField' },
              },
            ],
          },
        }),
        'error',
        /GitHub refuses a query: Field 'originalEnvironment' doesn't exist/,
      ],
      [
        'is out of its limit',
        () => ({
          status: 200,
          headers: {
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset': String(Date.now() / 1000 + 3_600),
          },
          body: {
            errors: [
              { type: 'RATE_LIMITED', message: 'API rate limit exceeded' },
            ],
          },
        }),
        'stale',
        /rate limit/i,
      ],
      [
        'calls a limit abuse, as old versions do',
        () => ({
          status: 403,
          body: { message: 'You have triggered an abuse detection mechanism.' },
        }),
        'stale',
        /abuse/,
      ],
      [
        'meets a secondary limit now and then and gives no advice',
        (count, answer) =>
          count % 2
            ? {
                status: 403,
                body: { message: 'You have exceeded a secondary rate limit.' },
              }
            : answer,
        'ok',
      ],
    ],
  )('%s', async (_name, change, state, message = /^/) => {
    host.twist = (_request, answer) => change(host.requests.length, answer);
    const sink = await read(host, { entities });
    const found = sink.statuses.get(REF)!;
    expect(found.state).toBe(state);
    expect(found.message ?? '').toMatch(message);
  });

  it('leads elsewhere, as after a rename: it is followed', async () => {
    host.twist = (request, answer) =>
      request.path.startsWith('/repos/acme/shop/')
        ? {
            status: 301,
            text: '',
            headers: {
              location: `${host.url}${request.path.replace('shop', 'well')}?${
                request.query
              }`,
            },
          }
        : answer;
    const sink = await read(host);
    expect(sink.deployments().map(({ trigger }) => trigger)).toEqual([
      'push',
      'push',
    ]);
  });

  it('tells of no limit: everything is read, and none is shown', async () => {
    host.limit = 0;
    const sink = await read(host, { entities });
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
    expect(sink.budgets).toEqual([]);
  });

  it('is dated by another clock: the limit is reset when it is by ours', async () => {
    host.limit = 100;
    host.used = 49;
    host.twist = (_request, answer) => ({
      ...answer,
      headers: {
        date: 'Sun, 22 Nov 2026 05:00:00 GMT',
        'x-ratelimit-reset': String(Date.parse('2026-11-22T05:30:00Z') / 1_000),
      },
    });
    const sink = await read(host, { entities });
    expect(sink.statuses.get(REF)).toMatchObject({
      state: 'stale',
      retryAt: '2026-11-22T00:30:00.000Z',
    });
  });

  it('comes for some repositories again and again: all others are read', async () => {
    const slugs = Array.from({ length: 40 }, (_, index) => `acme/r-${index}`);
    slugs.forEach(slug =>
      add(
        host,
        { deployments: [live(1, A, 10, { runId: 1 })], runs: [run(1, A)] },
        slug,
      ),
    );
    host.twist = (request, answer) =>
      /r-\d*[37]\/actions/.test(request.path)
        ? { status: 500, body: { message: 'Server Error' } }
        : answer;
    const sink = await read(host, {
      entities: slugs.map(slug => component(slug)),
    });
    const ok = [...sink.statuses].filter(([, { state }]) => state === 'ok');
    expect(ok).toHaveLength(32);
  });

  it('comes for one repository after the other: the host is down, and left alone', async () => {
    const slugs = Array.from({ length: 90 }, (_, index) => `acme/r-${index}`);
    slugs.forEach(slug =>
      add(host, { deployments: [live(1, A, 10, { runId: 1 })] }, slug),
    );
    host.twist = (request, answer) =>
      questionOf(request)
        ? answer
        : { status: 500, body: { message: 'Server Error' } };
    const sink = await read(host, {
      entities: slugs.map(slug => component(slug)),
    });
    const states = [...sink.statuses.values()].map(({ state }) => state);
    expect(states).toEqual(slugs.map(() => 'stale'));
    // Each is tried four times, in five groups at a time.
    const tried = host.requests.filter(request => !questionOf(request));
    expect(tried.length).toBeLessThanOrEqual(4 * 10);
  });
});
