// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { Scorecard } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import {
  DbEntitiesRow,
  DbHistoryRow,
  DbScorecardsRow,
  DbTasksRow,
} from '../store/tables';
import {
  component,
  createTestCore,
  DAY,
  daysAgo,
  deployment,
} from './createTestCore';

jest.setTimeout(60_000);

const SHOP = 'component:default/shop';

async function scorecardOf(knex: Knex, ref = SHOP): Promise<Scorecard> {
  const row = await knex<DbScorecardsRow>('maturity_scorecards')
    .where({ entity_ref: ref })
    .first();
  return JSON.parse(row!.data);
}

async function checkOf(knex: Knex, checkId: string) {
  return (await scorecardOf(knex)).dimensions
    .flatMap(dimension => dimension.checks)
    .find(check => check.checkId === checkId)!;
}

function tasksOf(knex: Knex, ref = SHOP) {
  return knex<DbTasksRow>('maturity_tasks')
    .where({ entity_ref: ref })
    .orderBy('check_id');
}

describe('from records to scorecards and tasks', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });

  it.each(databases.eachSupportedId())(
    'scores an entity, keeps its history and closes its tasks when the work is done, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({ knex, entities: [component('shop')] });
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
        ignored: 0,
        rejected: [],
      });
      await core.settle();

      const wait = await checkOf(knex, 'wait');
      expect(wait).toMatchObject({ outcome: 'below', value: 100, n: 12 });
      const opened = await tasksOf(knex);
      expect(
        opened.find(task => task.check_id === 'wait')?.state,
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
      expect((await checkOf(knex, 'wait')).outcome).toBe('met');
      const closed = await tasksOf(knex);
      expect(closed.find(task => task.check_id === 'wait')?.state).toBe(
        'resolved',
      );

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
});
