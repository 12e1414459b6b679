// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { evaluateBatch } from '../evaluate/evaluateBatch';
import { claimDirty } from '../store/operations/claims';
import { countDirty } from '../store/operations/countDirty';
import { readCheckRollup } from '../store/operations/read/readCheckRollup';
import {
  DbEntitiesRow,
  DbEvaluationQueueRow,
  DbHistoryRow,
  DbRecordsRow,
} from '../store/tables';
import {
  component,
  createTestCore,
  DAY,
  daysAgo,
  deployment,
} from '../__testUtils__/createTestCore';
import {
  checkOf,
  scorecardOf,
  SHOP,
  tasksOf,
} from '../__testUtils__/readStored';

jest.setTimeout(60_000);

describe('from records to scorecards and tasks', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });

  it.each(databases.eachSupportedId())(
    'scores an entity, keeps its history and closes its tasks when the work is done, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      await core.settle();

      const unknown = await scorecardOf(knex);
      expect(unknown.score).toBeUndefined();
      expect((await tasksOf(knex)).map(task => task.check_id)).toEqual([
        'connect-source:deployments',
        'connect-source:pipelines',
        'connect-source:provisionings',
      ]);

      const slow = Array.from({ length: 12 }, (_, index) =>
        deployment(`slow-${index}`, 30 + index, {
          waits: [
            {
              kind: 'approval',
              gate: 'change board',
              from: daysAgo(30 + index, 101),
              to: daysAgo(30 + index, 1),
            },
          ],
          requestedAt: daysAgo(30 + index, 101),
        }),
      );
      await expect(
        core.ingest.ingestRecords({ deployments: slow }),
      ).resolves.toEqual({
        accepted: 12,
        duplicates: 0,
        unmatched: 0,
        ignored: [],
        rejected: [],
      });
      await core.settle();

      const wait = await checkOf(knex, 'approval-wait');
      expect(wait).toMatchObject({ outcome: 'below', value: 100, n: 12 });
      const opened = await tasksOf(knex);
      expect(
        opened.find(task => task.check_id === 'approval-wait')?.state,
      ).toBe('open');
      expect(
        opened.find(task => task.check_id === 'connect-source:deployments')
          ?.state,
      ).toBe('resolved');
      const row = await knex<DbEntitiesRow>('maturity_entities').first();
      expect(row!.open_tasks).toBe(
        opened.filter(task => task.state === 'open').length,
      );
      expect(Boolean(row!.has_records)).toBe(true);

      // The same again says nothing new, and makes nothing dirty.
      await expect(
        core.ingest.ingestRecords({ deployments: slow }),
      ).resolves.toMatchObject({ accepted: 0, duplicates: 12 });
      await expect(core.workers.runOnce()).resolves.toBe(0);

      core.later(DAY);
      const fast = Array.from({ length: 60 }, (_, index) =>
        deployment(`fast-${index}`, index / 4),
      );
      await core.ingest.ingestRecords({ deployments: fast });
      await core.settle();
      expect((await checkOf(knex, 'approval-wait')).outcome).toBe('met');
      const closed = await tasksOf(knex);
      expect(
        closed.find(task => task.check_id === 'approval-wait')?.state,
      ).toBe('resolved');

      const history = await knex<DbHistoryRow>('maturity_history')
        .where({ dimension_id: '' })
        .orderBy('day');
      expect(history.map(entry => entry.day)).toEqual([
        '2026-11-22',
        '2026-11-23',
      ]);
      expect(Boolean(history[0].first)).toBe(true);
      expect(history[1].previous_score).toBe(history[0].score);
      expect(history[1].score).toBeGreaterThan(history[0].score!);
    },
  );

  it.each(databases.eachSupportedId())(
    'makes the same records of events in any order, and keeps both fields of two writers, %p',
    async id => {
      const events = deliveryEvents();
      const inOrder = await createTestCore({
        knex: await databases.init(id),
        entities: [component('shop')],
      });
      const reversed = await createTestCore({
        knex: await databases.init(id),
        entities: [component('shop')],
      });
      await inOrder.syncCatalog();
      await reversed.syncCatalog();

      await inOrder.ingest.ingestCdevents(events);
      for (const event of [...events].reverse()) {
        await reversed.ingest.ingestCdevents(event);
      }
      const again = await reversed.ingest.ingestCdevents(events);
      expect(again).toMatchObject({
        accepted: 0,
        duplicates: events.length,
        rejected: [],
      });
      const records = await recordsOf(inOrder);
      expect(records).toHaveLength(2);
      expect(records[0]).toMatchObject({
        outcome: 'succeeded',
        changes: [{ revision: 'a'.repeat(40) }],
      });
      expect(await recordsOf(reversed)).toEqual(records);

      // Two replicas at once, each with a part of the same records.
      const part = (more: JsonObject, observedAt: string) =>
        Array.from({ length: 40 }, (_, index) => ({
          source: 'ci',
          id: `shared-${index}`,
          repository: 'https://github.com/acme/shop.git',
          environment: 'production',
          observedAt,
          ...more,
        }));
      await Promise.all([
        inOrder.ingest.ingestRecords({
          deployments: part({ revision: 'r1' }, daysAgo(2)),
        }),
        inOrder.ingest.ingestRecords({
          deployments: part({ version: 'v1' }, daysAgo(1)).reverse(),
        }),
      ]);
      const shared = (await recordsOf(inOrder)).filter(
        record => record.source === 'ci',
      );
      expect(shared).toHaveLength(40);
      for (const record of shared) {
        expect(record).toMatchObject({ revision: 'r1', version: 'v1' });
      }
    },
  );

  it.each(databases.eachSupportedId())(
    'refuses bad items by index and keeps the good ones, and matches later what has no entity yet, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      const answer = await core.ingest.ingestRecords({
        deployments: [
          deployment('good', 1),
          deployment('backwards', 1, { startedAt: daysAgo(0) }),
          'nonsense',
          deployment('nul', 1, { environment: 'a\u0000b' }),
          deployment('cart', 1, { repository: 'github.com/acme/cart' }),
        ],
        facts: [{ source: 'x', id: 'f' }],
      });
      expect(answer).toMatchObject({ accepted: 1, unmatched: 1 });
      expect(
        answer.rejected.map(({ list, index }) => `${list} ${index}`),
      ).toEqual(['deployments 1', 'deployments 2', 'deployments 3', 'facts 0']);
      const [unmatched] = await knex('maturity_unmatched').select();
      expect(unmatched).toMatchObject({
        id: 'cart',
        reason: expect.stringContaining('github.com/acme/cart'),
      });

      core.catalog.entities = [component('shop'), component('cart')];
      await core.syncCatalog();
      expect(await knex('maturity_unmatched').select()).toEqual([]);
      const records = await knex<DbRecordsRow>('maturity_records').where({
        entity_ref: 'component:default/cart',
      });
      expect(records.map(record => record.id)).toEqual(['cart']);

      // A later observation need not repeat where the record belongs.
      const { repository: _, ...rest } = deployment('cart', 1, {
        observedAt: daysAgo(0),
        url: 'https://acme.example/runs/1',
      });
      await expect(
        core.ingest.ingestRecords({ deployments: [rest] }),
      ).resolves.toMatchObject({ accepted: 1, unmatched: 0 });
      const [again] = await knex<DbRecordsRow>('maturity_records').where({
        id: 'cart',
      });
      expect(JSON.parse(again.data)).toMatchObject({
        repository: 'github.com/acme/cart',
        url: 'https://acme.example/runs/1',
      });

      await expect(core.ingest.ingestRecords([])).rejects.toThrow(
        "The body must be a JSON object with the lists 'deployments'",
      );
      await expect(
        core.ingest.ingestRecords({ facts: Array(5001).fill({}) }),
      ).rejects.toThrow('more than the 5000 of one call');
    },
  );

  it.each(databases.eachSupportedId())(
    'loses no mark during an evaluation, takes over what a dead worker held, and goes on after a failure, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop'), component('cart')],
      });
      await core.syncCatalog();
      const claim = () =>
        claimDirty(knex, {
          owner: 'dead',
          limit: 10,
          leaseMs: 60_000,
          now: core.clock.now,
        });
      expect(await claim()).toHaveLength(2);
      expect(await core.workers.runOnce()).toBe(0);
      core.later(61_000);
      expect(await core.workers.runOnce()).toBe(2);
      expect(await countDirty(knex)).toBe(0);

      // Marked after it was claimed: the evaluation under way may not have seen why.
      await core.ingest.ingestRecords({ deployments: [deployment('a', 2)] });
      const claims = await claim();
      await core.ingest.ingestRecords({ deployments: [deployment('b', 1)] });
      const evaluation = {
        knex,
        model: core.model,
        templates: { templates: [] },
        sources: [],
        owner: 'dead',
        claims,
        now: core.clock.now,
      };
      expect(await evaluateBatch(evaluation)).toMatchObject({ evaluated: 1 });
      expect(await countDirty(knex)).toBe(1);
      // Its lease is over, and another worker is at it: a late result is not written.
      core.later(61_000);
      await claimDirty(knex, {
        owner: 'other',
        limit: 10,
        leaseMs: 60_000,
        now: core.clock.now,
      });
      expect(await evaluateBatch(evaluation)).toMatchObject({ evaluated: 0 });
      core.later(61_000);
      await core.settle();

      await knex('maturity_records')
        .where({ id: 'a' })
        .update({ data: 'not JSON' });
      await core.markAll('test');
      await core.workers.runOnce();
      const [left, ...others] = await knex<DbEvaluationQueueRow>(
        'maturity_evaluation_queue',
      );
      expect(others).toEqual([]);
      expect(left).toMatchObject({ entity_ref: SHOP, attempts: 1 });
      expect(left.message).toMatch(/JSON/);
      expect(await core.workers.runOnce()).toBe(0);
    },
  );

  it.each(databases.eachSupportedId())(
    'evaluates what has just happened before a pass over everything goes on, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('cart'), component('pay'), component('shop')],
        config: { evaluation: { batchSize: 1 } },
      });
      await core.syncCatalog();
      await core.settle();
      core.later(60_000);
      await core.markAll('night');
      await core.workers.runOnce();
      core.later(60_000);
      await core.ingest.ingestRecords({ deployments: [deployment('a', 1)] });

      const [next] = await claimDirty(knex, {
        owner: 'a worker',
        limit: 1,
        leaseMs: 1_000,
        now: core.clock.now,
      });

      expect(next.entityRef).toBe(SHOP);
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps what it knows of a renamed entity, withdraws a removed one, and doubts an empty catalog, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop'), component('cart')],
      });
      await core.syncCatalog();
      await core.ingest.ingestRecords({
        deployments: [
          deployment('a', 2),
          deployment('b', 1),
          deployment('c', 1, { repository: 'github.com/acme/cart' }),
        ],
      });
      await core.settle();
      const counted = async () => {
        const checks = await readCheckRollup({
          knex,
          selection: {},
          visible: { kind: 'all' },
        });
        return Number(
          checks.find(row => row.check_id === 'deployment-frequency')!
            .with_data,
        );
      };
      expect(await counted()).toBe(2);
      const before = await tasksOf(knex);
      expect(before.length).toBeGreaterThan(0);

      core.catalog.entities = [
        component('store', {
          annotations: { 'github.com/project-slug': 'acme/shop' },
        }),
      ];
      await expect(core.syncCatalog()).resolves.toMatchObject({
        renamed: 1,
        withdrawn: 1,
      });
      await core.settle();
      const store = 'component:default/store';
      expect((await tasksOf(knex, store)).map(task => task.id)).toEqual(
        before.map(task => task.id),
      );
      expect((await scorecardOf(knex, store)).entityRef).toBe(store);
      expect(
        await knex('maturity_records').where({ entity_ref: store }),
      ).toHaveLength(2);
      expect(
        await knex('maturity_entities').where({ entity_ref: SHOP }),
      ).toEqual([]);
      const cart = await tasksOf(knex, 'component:default/cart');
      expect(new Set(cart.map(task => task.state))).toEqual(
        new Set(['withdrawn']),
      );
      expect(await counted()).toBe(1);

      core.catalog.error = new Error('The catalog is down');
      await expect(core.syncCatalog()).rejects.toThrow('down');
      core.catalog.error = undefined;
      core.catalog.entities = [];
      for (const _ of [1, 2, 3]) {
        await expect(core.syncCatalog()).resolves.toMatchObject({
          withdrawn: 0,
          doubted: 1,
        });
      }
      core.later(10 * 60_000);
      await expect(core.syncCatalog()).resolves.toMatchObject({ withdrawn: 1 });
    },
  );
});

function deliveryEvents() {
  const event = (
    type: string,
    eventId: string,
    days: number,
    subject: JsonObject,
  ) => ({
    context: {
      version: '0.4.1',
      id: eventId,
      source: 'https://github.com/acme/shop',
      type: `dev.cdevents.${type}`,
      timestamp: daysAgo(days),
      chainId: `chain-${eventId.slice(-1)}`,
    },
    subject: { source: 'https://github.com/acme/shop', ...subject },
  });
  const delivery = (n: string, days: number, sha: string) => [
    event('change.merged.0.2.0', `merged-${n}`, days, {
      id: sha,
      type: 'change',
      content: {},
    }),
    event('artifact.packaged.0.2.0', `packaged-${n}`, days - 0.1, {
      id: `pkg:oci/shop@sha256:${n}`,
      type: 'artifact',
      content: { change: { id: sha } },
    }),
    event('service.deployed.0.2.0', `deployed-${n}`, days - 0.2, {
      id: 'shop',
      type: 'service',
      content: {
        environment: { id: 'production' },
        artifactId: `pkg:oci/shop@sha256:${n}`,
      },
    }),
  ];
  return [
    ...delivery('1', 4, 'a'.repeat(40)),
    ...delivery('2', 2, 'b'.repeat(40)),
  ];
}

async function recordsOf(core: { knex: Knex }) {
  const rows = await core
    .knex<DbRecordsRow>('maturity_records')
    .orderBy(['source', 'id']);
  return rows.map(row => JSON.parse(row.data));
}
