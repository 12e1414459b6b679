// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  component,
  createTestCore,
  DAY,
  daysAgo,
  deployment,
} from '../__testUtils__/createTestCore';
import { checkOf, scorecardOf, SHOP } from '../__testUtils__/readStored';
import { DbEntitiesRow, DbHistoryRow } from '../store/tables';

jest.setTimeout(60_000);

/** The sender tells whatever there is to tell of its deployments. */
const REACH: ReachKind[] = ['deployments', 'failures', 'waits.approval'];

describe('the history of an entity', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });

  it.each(databases.eachSupportedId())(
    'keeps one state a day, tells the change over 30 days, and remembers that a silent entity once deployed, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      await expect(core.syncCatalog()).resolves.toMatchObject({ saved: 0 });
      const history = async () =>
        (
          await knex<DbHistoryRow>('maturity_history')
            .where({ dimension_id: '' })
            .orderBy('day')
        ).map(row => [
          row.day,
          [row.previous_level, row.previous_score],
          [row.level, row.score],
          Boolean(row.first),
        ]);
      const stateAfter = async (...deployments: JsonObject[]) => {
        await core.ingest.ingestRecords({ deployments, reach: REACH });
        await core.settle();
        const { level, score } = await scorecardOf(knex);
        return [level!, Math.round(score! * 10) / 10];
      };
      const nothing = [null, null];

      const first = await stateAfter(
        deployment('a', 3, {
          changes: [{ revision: 'ra', committedAt: daysAgo(20) }],
        }),
      );
      const second = await stateAfter(deployment('b', 2));
      expect(second[1]).toBeGreaterThan(first[1]);
      expect(await history()).toEqual([['2026-11-22', nothing, second, true]]);

      core.later(DAY);
      const third = await stateAfter(deployment('c', 1));
      const fourth = await stateAfter(deployment('d', 0));
      expect(fourth[1]).toBeGreaterThan(third[1]);
      expect(await history()).toEqual([
        ['2026-11-22', nothing, second, true],
        ['2026-11-23', second, fourth, false],
      ]);

      core.later(40 * DAY);
      await core.markAll('night');
      await core.settle();
      const entity = await knex<DbEntitiesRow>('maturity_entities').first();
      const faded = await scorecardOf(knex);
      expect(faded.score).toBeLessThan(fourth[1]);
      expect(entity!.coverage).toBe(faded.coverage);
      expect(entity!.delta_30d).toBeCloseTo(faded.score! - fourth[1], 0);

      core.later(80 * DAY);
      const run = await core.evaluation.startRun({});
      await core.settle();
      expect(
        await knex('maturity_evaluation_runs').where({ id: run.id }).first(),
      ).toMatchObject({
        state: 'done',
        done: 1,
        finished_at_ms: core.clock.now.getTime(),
      });
      expect(await checkOf(knex, 'deployment-frequency')).toMatchObject({
        outcome: 'below',
        value: 0,
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'tells no change of a score until 30 days after much more became known, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      const change = async () => {
        await core.markAll('night');
        await core.settle();
        const entity = await knex<DbEntitiesRow>('maturity_entities').first();
        return entity!.delta_30d;
      };
      await core.ingest.ingestRecords({
        reach: REACH,
        deployments: Array.from({ length: 12 }, (_, index) =>
          deployment(`d${index}`, index),
        ),
      });
      await core.settle();
      const first = await scorecardOf(knex);
      core.later(31 * DAY);
      expect(await change()).not.toBeNull();

      core.later(2 * DAY);
      await core.ingest.ingestRecords({
        provisionings: [
          {
            source: 'tickets',
            id: 'p1',
            entityRef: SHOP,
            observedAt: daysAgo(-33),
            subject: 'service',
            requestBasis: 'scaffolder',
            requestedAt: daysAgo(20),
            firstDeploymentAt: daysAgo(19),
          },
        ],
      });
      await core.settle();
      const more = await scorecardOf(knex);
      expect(more.coverage - first.coverage).toBeGreaterThan(0.1);
      expect(more.score).not.toBe(first.score);
      expect(await change()).toBeNull();
      core.later(29 * DAY);
      expect(await change()).toBeNull();
      core.later(2 * DAY);
      expect(await change()).not.toBeNull();
    },
  );

  it.each(databases.eachSupportedId())(
    'replays a past that is the same the second time, and adds up to the present, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      await core.ingest.ingestRecords({
        reach: REACH,
        deployments: Array.from({ length: 40 }, (_, index) =>
          deployment(`d${index}`, index, {
            changes: [
              { revision: `r${index}`, committedAt: daysAgo(index, 5 + index) },
            ],
          }),
        ),
      });
      await core.settle();
      const history = () =>
        knex<DbHistoryRow>('maturity_history')
          .orderBy(['dimension_id', 'day'])
          .select();
      const replay = { from: daysAgo(45), to: daysAgo(0), every: 'P1D' };
      const run = await core.evaluation.startRun({ replay });
      expect(run).toMatchObject({ state: 'queued', total: 1 });
      while (await core.advanceReplay());
      await core.settle();
      expect(await core.evaluation.getRun(run.id)).toMatchObject({
        state: 'done',
        done: 1,
        failed: 0,
      });
      const first = await history();
      expect(first.length).toBeGreaterThan(10);
      for (const dimension of new Set(first.map(row => row.dimension_id))) {
        const rows = first.filter(row => row.dimension_id === dimension);
        rows.forEach((row, index) => {
          expect(row.previous_score).toBe(rows[index - 1]?.score ?? null);
          expect(Boolean(row.first)).toBe(index === 0);
        });
      }
      const now = await scorecardOf(knex);
      const whole = first.filter(row => row.dimension_id === '');
      expect(whole[whole.length - 1].score).toBeCloseTo(now.score!, 1);
      const entity = await knex<DbEntitiesRow>('maturity_entities').first();
      expect(entity!.delta_30d).not.toBeNull();

      await core.evaluation.startRun({
        replay: { ...replay, from: daysAgo(20), to: daysAgo(10) },
      });
      while (await core.advanceReplay());
      await core.settle();
      expect(await history()).toEqual(first);

      const then = await core.evaluation.evaluateAt(SHOP, {
        asOf: daysAgo(10),
        window: 'P30D',
      });
      expect(then!.window).toEqual({ from: daysAgo(40), to: daysAgo(10) });
      expect((await scorecardOf(knex)).asOf).toBe(now.asOf);
    },
  );
});
