// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import {
  component,
  createTestCore,
  DAY,
  daysAgo,
  deployment,
} from '../__testUtils__/createTestCore';
import { scorecardOf, SHOP, tasksOf } from '../__testUtils__/readStored';
import { seedTask } from '../__testUtils__/seed';

jest.setTimeout(120_000);

const REACH: ReachKind[] = ['deployments', 'failures', 'incidents'];
const NOTHING = {
  deployments: 0,
  incidents: 0,
  facts: 0,
  events: 0,
  unmatched: 0,
  evaluationRuns: 0,
  collectorRuns: 0,
  taskEvidence: 0,
  dailyHistory: 0,
};

const ages = fc.integer({ min: 0, max: 1_200 });
const world = fc.record({
  deployments: fc.array(
    fc.record({
      age: ages,
      environment: fc.constantFrom('production', 'staging', 'preview'),
      outcome: fc.constantFrom('succeeded', 'succeeded', 'failed'),
    }),
    { maxLength: 30 },
  ),
  incidents: fc.array(ages, { maxLength: 6 }),
  facts: fc.array(ages, { maxLength: 6 }),
  provisionings: fc.array(ages, { maxLength: 4 }),
});

function header(id: string, age: number) {
  return {
    source: 'github.com/acme/shop',
    id,
    observedAt: daysAgo(age),
    repository: 'github.com/acme/shop',
  };
}

function recordsOf(
  drawn: typeof world extends fc.Arbitrary<infer T> ? T : never,
) {
  return {
    deployments: drawn.deployments.map(({ age, ...more }, index) =>
      deployment(`d${index}`, age, more),
    ),
    incidents: drawn.incidents.map((age, index) => ({
      ...header(`i${index}`, age),
      openedAt: daysAgo(age),
    })),
    facts: drawn.facts.map((age, index) => ({
      ...header(`f${index}`, age),
      fact: 'coverage',
      value: age,
    })),
    provisionings: drawn.provisionings.map((age, index) => ({
      ...header(`p${index}`, age),
      subject: 'service',
      requestBasis: 'scaffolder',
      requestedAt: daysAgo(age),
    })),
    reach: REACH,
  };
}

const MODEL: JsonObject = {
  dimensions: [
    {
      id: 'quality',
      title: 'Quality',
      description: 'What tests cover',
      checks: [
        {
          id: 'coverage',
          title: 'Coverage',
          failureTitle: 'Cover more',
          description: 'Lines that tests cover',
          remediation: { effort: 'low', steps: ['Write tests'] },
          fact: 'coverage',
          ladder: [10, 100, 300, 900],
        },
      ],
    },
  ],
};

function idsOf(knex: Knex, type: string): Promise<string[]> {
  return knex('maturity_records').where({ type }).orderBy('id').pluck('id');
}

describe('retention', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'changes no scorecard, now or in any past that may be read, and removes nothing the second time, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop'), component('cart')],
        config: { model: MODEL },
      });
      await core.syncCatalog();
      const scorecards = () =>
        Promise.all(
          [0, 7, 90, 200, 295].flatMap(age =>
            [SHOP, 'component:default/cart'].map(ref =>
              core.evaluation.evaluateAt(ref, { asOf: daysAgo(age) }),
            ),
          ),
        );
      let removed = 0;
      await fc.assert(
        fc.asyncProperty(world, async drawn => {
          await knex('maturity_records').delete();
          // The requests of others are remembered for a while.
          await knex('maturity_meta')
            .where({ key: 'provisionings-version' })
            .update({ value: `${Math.random()}` });
          const answer = await core.ingest.ingestRecords(recordsOf(drawn));
          expect(answer.rejected).toEqual([]);
          const before = await scorecards();

          const first = await core.removeOld();
          await knex('maturity_meta')
            .where({ key: 'provisionings-version' })
            .update({ value: `${Math.random()}` });

          expect(await scorecards()).toEqual(before);
          expect(await core.removeOld()).toEqual(NOTHING);
          removed += first.deployments + first.incidents + first.facts;
        }),
        { numRuns: 10 },
      );
      expect(removed).toBeGreaterThan(0);
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps the last success of each environment and refuses a past that is gone, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      const staging = { environment: 'staging' };
      await core.ingest.ingestRecords({
        deployments: [
          deployment('a', 900),
          deployment('b', 800),
          deployment('c', 750, staging),
          deployment('d', 700, { outcome: 'failed' }),
          deployment('e', 650, { ...staging, outcome: 'failed' }),
          deployment('f', 399),
        ],
      });

      expect(await core.removeOld()).toMatchObject({ deployments: 2 });

      expect(await idsOf(knex, 'deployment')).toEqual(['b', 'c', 'e', 'f']);
      const at = (age: number, window?: string) =>
        core.evaluation.evaluateAt(SHOP, { asOf: daysAgo(age), window });
      await expect(at(296)).resolves.toBeDefined();
      await expect(at(297)).rejects.toThrow(
        "This needs deployments since 2025-10-17, but all of them are kept only since 2025-10-18 ('maturity.retention.deployments' is 400 days).",
      );
      await expect(at(0, 'P387D')).rejects.toThrow('shorter window');
      const replay = { from: daysAgo(500), to: daysAgo(0), every: 'P7D' };
      await expect(core.evaluation.startRun({ replay })).rejects.toThrow(
        'needs deployments since',
      );

      // Configured to keep more later, what is gone is not there again.
      const patient = await createTestCore({
        knex,
        entities: [component('shop')],
        config: { retention: { deployments: 'forever' } },
      });
      await expect(
        patient.evaluation.evaluateAt(SHOP, { asOf: daysAgo(297) }),
      ).rejects.toThrow('kept only since 2025-10-18');
    },
  );

  it.each(databases.eachSupportedId())(
    'leaves what a replay under way still reads, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      await core.ingest.ingestRecords({
        deployments: [395, 396, 397, 398].map(age =>
          deployment(`d${age}`, age),
        ),
      });
      const replay = { from: daysAgo(295), to: daysAgo(0), every: 'P30D' };
      await core.evaluation.startRun({ replay });
      core.later(10 * DAY);

      expect(await core.removeOld()).toMatchObject({ deployments: 0 });
      while (await core.advanceReplay());
      expect(await core.removeOld()).toMatchObject({ deployments: 3 });
    },
  );

  it.each(databases.eachSupportedId())(
    'removes groups of events that are old as a whole, with their keys, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      await core.ingest.ingestCdevents([
        event('change.merged', 'c1', 500, 'old'),
        event('service.deployed', 's1', 499, 'old'),
        event('change.merged', 'c2', 450, 'lasting'),
        event('artifact.published', 'a2', 440, 'lasting', 'late'),
        event('service.deployed', 's2', 20, undefined, 'late'),
        event('environment.created', 'e1', 900),
      ]);

      expect(await core.removeOld()).toMatchObject({ events: 2 });
      expect(await core.removeOld()).toEqual(NOTHING);

      const left = ['a2', 'c2', 'e1', 's2'];
      expect(await knex('maturity_events').orderBy('id').pluck('id')).toEqual(
        left,
      );
      expect(
        (await knex('maturity_event_keys').distinct('id')).map(row => row.id),
      ).not.toContain('c1');
    },
  );

  it.each(databases.eachSupportedId())(
    'removes what was unmatched and runs, takes evidence out of ended tasks, and keeps their events, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      await core.ingest.ingestRecords({
        deployments: [
          deployment('u', 1, { repository: 'github.com/acme/unknown' }),
        ],
      });
      await core.evaluation.startRun({ entityRefs: [SHOP] });
      await core.settle();
      const evidence = [{ id: 'd', title: 'A deployment', at: daysAgo(1) }];
      const tasks = [
        { id: 't1', state: 'resolved', checkId: 'x1', resolvedAt: daysAgo(3) },
        { id: 't2', state: 'open', checkId: 'x2' },
      ] as const;
      for (const task of tasks) {
        await seedTask(knex, {
          ...task,
          entityRef: SHOP,
          evidence: evidence as any,
        });
      }
      const events = await knex('maturity_task_events');
      await knex('maturity_collector_runs').insert({
        collector_id: 'gone',
        data: JSON.stringify({ startedAt: daysAgo(3) }),
      });
      expect(await core.removeOld()).toEqual(NOTHING);

      core.later(500 * DAY);
      expect(await core.removeOld()).toEqual({
        ...NOTHING,
        unmatched: 1,
        evaluationRuns: 1,
        collectorRuns: 1,
        taskEvidence: 1,
      });
      expect(await core.removeOld()).toEqual(NOTHING);

      const stored = (await tasksOf(knex)).filter(({ check_id }) =>
        ['x1', 'x2'].includes(check_id),
      );
      expect(stored.map(({ data }) => JSON.parse(data).evidence)).toEqual([
        [],
        evidence,
      ]);
      expect(await knex('maturity_task_events')).toEqual(events);
    },
  );

  it.each(databases.eachSupportedId())(
    'thins history to weeks after a year, so that each week ends as it did, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      const days = ['2025-09-29', '2025-10-01', '2025-10-05', '2025-10-06'];
      // Within the last year.
      days.push('2026-06-01', '2026-06-02');

      await knex('maturity_history').insert(
        days.map((day, index) => ({
          entity_ref: SHOP,
          dimension_id: '',
          day,
          level: index,
          score: index * 10,
          previous_level: index ? index - 1 : null,
          previous_score: index ? (index - 1) * 10 : null,
          first: index === 0,
          model_version: 'v1',
        })),
      );

      expect(await core.removeOld()).toMatchObject({ dailyHistory: 2 });
      expect(await core.removeOld()).toEqual(NOTHING);

      const rows = await knex('maturity_history').orderBy('day');
      expect(
        rows.map(row => [
          row.day,
          row.previous_level,
          row.level,
          Boolean(row.first),
        ]),
      ).toEqual([
        ['2025-10-05', null, 2, true],
        ['2025-10-06', 2, 3, false],
        ['2026-06-01', 3, 4, false],
        ['2026-06-02', 4, 5, false],
      ]);
    },
  );

  it('ends between two batches when it is told to', async () => {
    const knex = await databases.init('SQLITE_3');
    const core = await createTestCore({ knex, entities: [component('shop')] });
    await core.syncCatalog();
    await core.ingest.ingestRecords({
      deployments: [deployment('a', 900), deployment('b', 800)],
    });
    expect(await core.removeOld(AbortSignal.abort())).toEqual(NOTHING);
    await core.settle();
    expect(await scorecardOf(knex)).toBeDefined();
  });
});

function event(
  type: string,
  id: string,
  age: number,
  chainId?: string,
  artifact?: string,
) {
  const [subjectType] = type.split('.');
  return {
    context: {
      version: '0.4.1',
      id,
      source: 'https://jenkins.acme.example',
      type: `dev.cdevents.${type}.0.2.0`,
      timestamp: daysAgo(age),
      ...(chainId && { chainId }),
    },
    subject: {
      id: artifact && subjectType === 'artifact' ? purl(artifact) : id,
      type: subjectType,
      content: {
        environment: { id: 'production' },
        ...(artifact && { artifactId: purl(artifact) }),
        ...(subjectType === 'environment' && { name: 'production' }),
      },
    },
    customData: { repository: 'github.com/acme/shop' },
  };
}

function purl(version: string): string {
  return `pkg:oci/shop@${version}`;
}
