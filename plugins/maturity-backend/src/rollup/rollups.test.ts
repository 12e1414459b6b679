// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  leadTimeBucket,
  Scorecard,
  TIME_SEGMENTS,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import {
  seedEntities,
  SeedEntity,
  seedGroups,
  toScorecard,
} from '../__testUtils__/seed';
import {
  EVERYTHING,
  startReadBackend,
} from '../__testUtils__/startReadBackend';
import { createStore } from '../store/createStore';
import { saveChangeTimes } from '../store/operations/saveChangeTimes';

jest.setTimeout(120_000);

const approvals = 'approval-bottlenecks';

const SEEDS: SeedEntity[] = [
  {
    name: 'cart',
    owner: 'checkout',
    system: 'shop',
    level: 1,
    score: 40,
    delta30d: 10,
    dimensions: [
      { dimension_id: approvals, level: 0, score: 10, at_target: false },
    ],
    checks: [
      {
        check_id: 'approval-wait',
        value: 30,
        level: 1,
        excess_sum: 260,
        excess_samples: 10,
        excess_per_week: 0.7,
      },
      { check_id: 'share-of-lead-time', value: 0.5, level: 1 },
    ],
    history: [
      { day: '2026-07-01', level: 0, score: 20, first: true },
      {
        day: '2026-11-02',
        level: 1,
        score: 40,
        previous_level: 0,
        previous_score: 20,
      },
    ],
  },
  {
    name: 'pay',
    owner: 'payments',
    system: 'shop',
    level: 3,
    score: 80,
    coverage: 0.5,
    delta30d: -4,
    dimensions: [
      { dimension_id: approvals, level: 3, score: 80, at_target: true },
    ],
    checks: [
      { check_id: 'approval-wait', value: 2, level: 3, outcome: 'met' },
      {
        check_id: 'share-of-lead-time',
        value: 0.1,
        level: 3,
        outcome: 'met',
      },
    ],
    history: [
      { day: '2026-11-02', level: null, score: null, first: true },
      {
        day: '2026-11-10',
        level: 3,
        score: 80,
        previous_level: null,
        previous_score: null,
      },
    ],
  },
  {
    name: 'auth',
    owner: 'platform',
    level: 2,
    score: 60,
    dimensions: [
      { dimension_id: approvals, level: 1, score: 30, at_target: false },
    ],
    checks: [
      {
        check_id: 'approval-wait',
        value: 10,
        level: 2,
        excess_sum: 10,
        excess_samples: 80,
        excess_per_week: 0.1,
      },
    ],
  },
  { name: 'blank', owner: 'platform', coverage: 0 },
  // Little is known of it: what there is, is in no mean and no list of movers.
  {
    name: 'vague',
    owner: 'platform',
    coverage: 0.19,
    score: 53,
    delta30d: 35,
    lifecycle: 'experimental',
  },
  { name: 'orphan', coverage: 0, lifecycle: 'experimental' },
];

/** A scorecard whose changes all take equally long, half of it waiting for approval. */
function shipping(
  name: string,
  changes: number,
  hours: number,
  target: number,
): Scorecard {
  const split = (total: number) => ({
    total,
    segments: TIME_SEGMENTS.map(id => ({
      id,
      hours: id === 'code' || id === 'approval' ? total / 2 : 0,
    })),
  });
  const lost = Math.max(0, hours - target);
  return {
    ...toScorecard({ name }, `component:default/${name}`),
    timeBreakdown: {
      n: changes,
      p50: split(hours),
      p90: split(hours),
      mean: split(hours),
      leadTimes: {
        first: leadTimeBucket(hours),
        counts: [changes],
      },
      approvalShare: 0.5,
      gates: 1,
    },
    timeLost: {
      target,
      changes,
      beyond: lost > 0 ? changes : 0,
      perWeek: lost > 0 ? changes / 10 : 0,
      hours: lost,
      workingHours: lost / 3,
      segments: split(lost).segments,
    },
  };
}

describe('rollups', () => {
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
        empty: 'company',
      });
      await seedEntities(knex, SEEDS);
      await saveChangeTimes(knex, [
        // 30 changes of 48 h against 24 h, and 10 of 8 h against 168 h.
        shipping('cart', 30, 48, 24),
        shipping('pay', 10, 8, 168),
      ]);
      backend = await startReadBackend({
        knex,
        policies: {
          'user:default/payer': {
            ...EVERYTHING,
            'catalog.entity.read': {
              rule: 'IS_ENTITY_OWNER',
              resourceType: 'catalog-entity',
              params: { claims: ['group:default/payments'] },
            },
          },
        },
      });
    });

    afterAll(() => backend.stop());

    it('adds up the organization from its top groups, each with all below it', async () => {
      const { status, body } = await backend.get('/rollups');

      expect([status, body.error]).toEqual([200, undefined]);
      expect(body.total).toMatchObject({
        entities: 6,
        measured: 4,
        scored: 3,
        coverage: 0.448,
        score: 60,
        delta30d: 3,
        medianLevel: 2,
        atTarget: 2,
        distribution: { levels: [0, 1, 1, 1, 0], none: 3 },
      });
      expect(
        body.total.dimensions.find((d: any) => d.dimensionId === approvals),
      ).toEqual({
        dimensionId: approvals,
        leveled: 3,
        medianLevel: 1,
        score: 40,
        atTarget: 1,
        distribution: { levels: [1, 1, 0, 1, 0], none: 0 },
      });
      expect(
        body.groups.map((g: any) => [
          g.key,
          g.title,
          g.entities,
          g.hasChildren,
        ]),
      ).toEqual([['group:default/company', 'COMPANY', 5, true]]);
      expect(body.truncated).toBe(false);
    });

    it('goes down into a group', async () => {
      const { body } = await backend.get(
        '/rollups?scope=group:default/company',
      );

      expect(body.scopeTitle).toBe('COMPANY');
      expect(body.total.entities).toBe(5);
      expect(
        body.groups.map((g: any) => [
          g.title,
          g.entities,
          g.hasChildren,
          g.medianLevel,
        ]),
      ).toEqual([
        ['PLATFORM', 3, false, 2],
        ['SHOPPING', 2, true, 3],
      ]);
      const shopping = await backend.get('/rollups?scope=shopping');
      expect(shopping.body.groups.map((g: any) => g.title)).toEqual([
        'CHECKOUT',
        'PAYMENTS',
      ]);
    });

    it.each([
      ['system', [['system:default/shop', 2]]],
      [
        'lifecycle',
        [
          ['production', 4],
          ['experimental', 2],
        ],
      ],
      ['type', [['service', 6]]],
      ['domain', []],
      ['tier', []],
    ])('groups by %s', async (by, expected) => {
      const { body } = await backend.get(`/rollups?by=${by}`);

      expect(body.by).toBe(by);
      expect(body.groups.map((g: any) => [g.key, g.entities])).toEqual(
        expected,
      );
    });

    it('says what holds back, in entities, hours and medians, beside the survey', async () => {
      const { body } = await backend.get('/rollups');

      expect(
        body.checks.find((c: any) => c.checkId === 'approval-wait'),
      ).toMatchObject({
        withData: 3,
        below: 2,
        // 270 h beyond the target over 90 samples: each sample weighs the same.
        excess: { hours: 3, samples: 90, perWeek: 0.8 },
        median: 10,
        unit: 'hours',
      });
      expect(
        body.benchmarks.find((b: any) => b.id === 'held-up-by-approvals'),
      ).toMatchObject({
        value: 0.5,
        n: 2,
        counts: expect.stringContaining('waiting for approval'),
        survey: 0.47,
        asked: expect.stringContaining('main bottleneck'),
        surveySource: 'DuploCloud 2026',
        surveyDate: '2026',
        better: 'lower',
        // What is measured against what people think of: no mark of the one on the other.
        comparable: false,
      });
      expect(
        body.benchmarks.find((b: any) => b.id === 'on-the-golden-path'),
      ).toMatchObject({ n: 0, survey: 0.73, comparable: false });
      expect(body.benchmarks).toHaveLength(4);
    });

    it('says where the time of changes goes, each change weighing the same', async () => {
      const { body } = await backend.get('/rollups');

      const { timeBreakdown, timeLost } = body;
      expect(timeBreakdown).toMatchObject({
        n: 40,
        entities: 2,
        approvalShare: 0.5,
      });
      // Three of four changes took 48 h; the histogram is off by less than 20 %.
      expect(timeBreakdown.p50.total).toBeGreaterThan(48 / 1.2);
      expect(timeBreakdown.p50.total).toBeLessThan(48 * 1.2);
      const parts = timeBreakdown.p50.segments.map((s: any) => s.hours);
      expect(parts.reduce((a: number, b: number) => a + b, 0)).toBeCloseTo(
        timeBreakdown.p50.total,
        1,
      );
      // 24 h each for 30 of 40 changes: 18 h on average, however many wait side by side.
      expect(timeLost).toMatchObject({
        changes: 40,
        beyond: 30,
        perWeek: 3,
        hours: 18,
        workingHours: 6,
      });
      expect(timeLost.segments.filter((s: any) => s.hours > 0)).toEqual([
        { id: 'code', hours: 9 },
        { id: 'approval', hours: 9 },
      ]);
      const team = await backend.get('/rollups?scope=payments');
      expect(team.body.timeLost).toMatchObject({ changes: 10, hours: 0 });
      const none = await backend.get('/rollups?scope=platform');
      expect(none.body).not.toHaveProperty('timeBreakdown');
      expect(none.body).not.toHaveProperty('timeLost');
    });

    it.each([
      ['/rollups', 'share-of-lead-time', 0.3],
      ['/rollups?system=shop', 'approval-wait', 16],
    ])(
      'answers an even number of values with the mean of the middle two, %s',
      async (path, checkId, median) => {
        const { body } = await backend.get(path);

        expect(body.checks.find((c: any) => c.checkId === checkId).median).toBe(
          median,
        );
      },
    );

    it('shows who sees part of it that part alone, beside a cached whole', async () => {
      await backend.get('/rollups');
      const { body } = await backend.get('/rollups', 'user:default/payer');

      expect(body.total).toMatchObject({ entities: 1, score: 80 });
      expect(body.groups.map((g: any) => g.entities)).toEqual([1]);
      expect(
        body.checks.find((c: any) => c.checkId === 'approval-wait'),
      ).toMatchObject({ withData: 1, below: 0, median: 2 });
      expect(
        body.benchmarks.find((b: any) => b.id === 'held-up-by-approvals'),
      ).toMatchObject({ n: 1, value: 0 });
      const trend = await backend.get(
        '/rollups/trend?from=2026-11-01T00:00:00Z',
        'user:default/payer',
      );
      expect(trend.body.points[trend.body.points.length - 1]).toMatchObject({
        levels: [0, 0, 0, 1, 0],
      });
      const movers = await backend.get('/rollups/movers', 'user:default/payer');
      expect(movers.body.up).toEqual([]);
      expect(movers.body.down).toHaveLength(1);
    });

    it('shows a change at once', async () => {
      const before = await backend.get('/rollups?lifecycle=experimental');
      expect(before.body.total.scored).toBe(0);

      await knex('maturity_entities')
        .where('name', 'orphan')
        .update({
          level: 1,
          score: 20,
          evaluated_at_ms: Date.parse('2026-11-21T00:00:00Z'),
        });

      const after = await backend.get('/rollups?lifecycle=experimental');
      expect(after.body.total.scored).toBe(1);
      await knex('maturity_entities')
        .where('name', 'orphan')
        .update({
          level: null,
          score: null,
          evaluated_at_ms: Date.parse('2026-11-20T00:00:00Z'),
        });
    });

    it('adds up movements to the distribution of each day', async () => {
      const { body } = await backend.get(
        '/rollups/trend?from=2026-11-01T00:00:00Z&to=2026-11-15T12:00:00Z',
      );

      expect(body.points).toEqual([
        { day: '2026-11-01', levels: [1, 0, 0, 0, 0], none: 0, score: 20 },
        { day: '2026-11-02', levels: [0, 1, 0, 0, 0], none: 1, score: 40 },
        { day: '2026-11-10', levels: [0, 1, 0, 1, 0], none: 0, score: 60 },
        { day: '2026-11-15', levels: [0, 1, 0, 1, 0], none: 0, score: 60 },
      ]);
      expect(body.verdict).toMatchObject({
        verdict: 'better',
        then: { day: '2026-11-01', leveled: 1, atLeast: [1, 0, 0, 0, 0] },
        now: { day: '2026-11-15', leveled: 2, atLeast: [1, 1, 0.5, 0.5, 0] },
        rise: 1,
      });
    });

    it('has no verdict over a time in which nothing had a level', async () => {
      const { body } = await backend.get(
        '/rollups/trend?lifecycle=experimental',
      );

      expect(body).toEqual({ points: [] });
    });

    it('names who moved most, and nobody without a level', async () => {
      const { body } = await backend.get('/rollups/movers?limit=1');

      expect(body.up.map((m: any) => [m.name, m.delta30d])).toEqual([
        ['cart', 10],
      ]);
      expect(body.down.map((m: any) => [m.name, m.delta30d])).toEqual([
        ['pay', -4],
      ]);
    });
  });
});
