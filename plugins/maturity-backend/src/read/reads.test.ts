// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { seedEntities, SeedEntity, seedGroups } from '../__testUtils__/seed';
import { startReadBackend } from '../__testUtils__/startReadBackend';
import { createStore } from '../store/createStore';

jest.setTimeout(120_000);

/** Ties, missing values and awkward names on purpose. */
const SEEDS: SeedEntity[] = [
  { name: 'cart', owner: 'checkout', score: 40, level: 1, system: 'shop' },
  { name: 'pay', owner: 'payments', score: 40, level: 1, tier: 'tier-1' },
  { name: 'auth', owner: 'platform', score: 90, level: 3, title: '=1+1 "x"' },
  { name: 'blank', owner: 'platform', coverage: 0 },
  { name: 'bare', lifecycle: 'experimental', coverage: 0 },
  {
    name: 'search',
    owner: 'payments',
    score: 10.25,
    level: 0,
    title: 'Größe 100%_a',
    type: 'website',
    delta30d: -3,
  },
  {
    name: 'mail',
    owner: 'nobody-known',
    score: 65,
    level: 2,
    domain: 'post',
    delta30d: 7.5,
    dimensions: [
      {
        dimension_id: 'approval-bottlenecks',
        level: 0,
        score: 12,
        at_target: false,
      },
    ],
    checks: [{ check_id: 'approval-wait', value: 30, level: 1 }],
  },
  {
    name: 'feed',
    score: 40,
    level: 1,
    openTasks: 3,
    dimensions: [
      {
        dimension_id: 'approval-bottlenecks',
        level: 3,
        score: 80,
        at_target: true,
      },
    ],
    checks: [{ check_id: 'approval-wait', value: 1, level: 3, outcome: 'met' }],
  },
  { name: 'gone', score: 1, level: 0, state: 'withdrawn' },
];
const ACTIVE = SEEDS.filter(seed => seed.state !== 'withdrawn');

describe('reads', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let knex: Knex;
    let backend: Awaited<ReturnType<typeof startReadBackend>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await createStore(mockServices.database({ knex }));
      await seedGroups(knex, {
        company: undefined,
        shopping: 'company',
        checkout: 'shopping',
        payments: 'shopping',
        platform: 'company',
      });
      await seedEntities(knex, SEEDS);
      backend = await startReadBackend({ knex });
    });

    afterAll(() => backend.stop());

    const names = async (query: string) => {
      const { status, body } = await backend.get(`/scorecards?${query}`);
      expect([status, body.error]).toEqual([200, undefined]);
      return body.items.map((item: any) => item.name);
    };

    it.each(
      [
        'score',
        'name',
        'level',
        'owner',
        'delta30d',
        'openTasks',
        'dimension:approval-bottlenecks',
      ].flatMap(sort => [
        { sort, order: 'asc' },
        { sort, order: 'desc' },
      ]),
    )(
      'pages by $sort $order: every entity once, in one order, forward and back',
      async ({ sort, order }) => {
        const query = `sort=${sort}&order=${order}`;
        const whole = await names(`${query}&limit=200`);
        expect([...whole].sort()).toEqual(ACTIVE.map(s => s.name).sort());

        const pages: string[][] = [];
        let cursor = '';
        let last: any;
        do {
          const { body } = await backend.get(
            `/scorecards?${query}&limit=3${cursor && `&cursor=${cursor}`}`,
          );
          last = body;
          expect(body.totalItems).toBe(ACTIVE.length);
          pages.push(body.items.map((item: any) => item.name));
          cursor = body.nextCursor;
        } while (cursor);
        expect(pages.flat()).toEqual(whole);

        const back: string[][] = [pages[pages.length - 1]];
        while (last.previousCursor) {
          ({ body: last } = await backend.get(
            `/scorecards?${query}&limit=3&cursor=${last.previousCursor}`,
          ));
          back.unshift(last.items.map((item: any) => item.name));
        }
        expect(back.flat()).toEqual(whole);
      },
    );

    it('puts entities without a value last, whichever the direction', async () => {
      const up = await names('sort=score&order=asc');
      const down = await names('sort=score&order=desc');

      expect(up.slice(0, 1)).toEqual(['search']);
      expect(down.slice(0, 1)).toEqual(['auth']);
      expect(up.slice(-2).sort()).toEqual(['bare', 'blank']);
      expect(down.slice(-2).sort()).toEqual(['bare', 'blank']);
    });

    it.each([
      ['owner=group:default/shopping', ['cart', 'pay', 'search']],
      ['owner=company', ['auth', 'blank', 'cart', 'pay', 'search']],
      ['owner=nobody-known', ['mail']],
      ['owner=checkout,platform', ['auth', 'blank', 'cart']],
      ['owner=checkout&owner=platform', ['auth', 'blank', 'cart']],
      ['system=shop', ['cart']],
      ['domain=post', ['mail']],
      ['type=website', ['search']],
      ['lifecycle=experimental', ['bare']],
      ['tier=tier-1', ['pay']],
      ['level=none', ['bare', 'blank']],
      ['level=0,3', ['auth', 'search']],
      ['level=none,2', ['bare', 'blank', 'mail']],
      ['atTarget=true', ['auth', 'mail']],
      ['atTarget=false&owner=payments', ['pay', 'search']],
      ['dimension=approval-bottlenecks&level=3', ['feed']],
      ['dimension=approval-bottlenecks&atTarget=false', ['mail']],
      ['check=approval-wait', ['mail']],
      ['entityRef=component:default/cart', ['cart']],
      ['q=GRÖSSE', []],
      ['q=gr%C3%B6%C3%9Fe', ['search']],
      ['q=GR%C3%96', ['search']],
      ['q=100%25_', ['search']],
      ['q=_', ['search']],
      ['q=%25', ['search']],
      ['q=CAR', ['cart']],
      ['q=%27%3B--', []],
      [
        'owner=&level=',
        ['auth', 'bare', 'blank', 'cart', 'feed', 'mail', 'pay', 'search'],
      ],
    ])('selects %s', async (query, expected) => {
      expect(await names(`sort=name&${query}`)).toEqual(expected);
    });

    it('exports exactly the selection, safe to open in a spreadsheet', async () => {
      const { text, headers } = await backend.get(
        '/scorecards.csv?owner=company&sort=name&limit=1',
      );

      const lines = text.split('\r\n');
      expect(headers['content-type']).toMatch('text/csv');
      expect(lines.slice(1, -1).map(line => line.split(',')[1])).toEqual([
        'auth',
        'blank',
        'cart',
        'pay',
        'search',
      ]);
      expect(lines[1]).toContain(`"'=1+1 ""x"""`);
      expect(lines[5]).toContain(',-3,');
      expect(lines[6]).toBe('');
    });

    it('opens a scorecard with its entity, its change and what it lacks', async () => {
      const { status, body } = await backend.get(
        '/scorecards/Component/default/MAIL',
      );

      expect(status).toBe(200);
      expect(body).toMatchObject({
        entityRef: 'component:default/mail',
        entity: { name: 'mail', domain: 'domain:default/post' },
        level: 2,
        delta30d: 7.5,
        pending: false,
        evaluatedAt: '2026-11-20T00:00:00.000Z',
      });
      expect(body.sources).toEqual([
        expect.objectContaining({
          state: 'not-connected',
          message: expect.stringContaining('delivery-maturity.io/source'),
        }),
      ]);
      const gone = await backend.get('/scorecards/component/default/gone');
      expect(gone.status).toBe(404);
    });

    it('counts the values that filters may take, owners with the groups below them', async () => {
      const { body } = await backend.get('/facets');

      const values = (id: string) =>
        body.facets
          .find((facet: any) => facet.id === id)
          .values.map((v: any) => [v.value, v.title, v.count]);
      expect(values('owner')).toEqual([
        ['group:default/checkout', 'CHECKOUT', 1],
        ['group:default/company', 'COMPANY', 5],
        ['group:default/nobody-known', 'nobody-known', 1],
        ['group:default/payments', 'PAYMENTS', 2],
        ['group:default/platform', 'PLATFORM', 2],
        ['group:default/shopping', 'SHOPPING', 3],
      ]);
      expect(values('type')).toEqual([
        ['service', 'service', 7],
        ['website', 'website', 1],
      ]);
    });
  });
});
