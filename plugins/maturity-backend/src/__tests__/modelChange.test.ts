// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Task,
  TaskEvent,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import {
  component,
  createTestCore,
  DAY,
  deployment,
} from '../__testUtils__/createTestCore';
import { SHOP } from '../__testUtils__/readStored';
import { history } from '../read/history';
import { DbTaskEventsRow, DbTasksRow } from '../store/tables';

jest.setTimeout(60_000);

const CHECK = 'deployment-frequency';
const CHANGED = /^The model changed since the last evaluation/;

/** Starts a backend whose model asks for so many releases a week, some time after the test's clock began. */
async function start(knex: Knex, perWeek: number, days: number) {
  const core = await createTestCore({
    knex,
    entities: [component('shop')],
    now: new Date(
      Date.parse('2026-11-22T12:00:00Z') + days * DAY,
    ).toISOString(),
    config: {
      model: {
        dimensions: [
          {
            id: 'on-demand-deployability',
            checks: [
              { id: CHECK, ladder: [perWeek, perWeek, perWeek, perWeek] },
            ],
          },
        ],
      },
    },
  });
  await core.noticeNewModel();
  await core.settle();
  return core;
}

async function eventsOf(knex: Knex): Promise<string[]> {
  const tasks: Pick<DbTasksRow, 'id' | 'data'>[] = await knex('maturity_tasks');
  const ids = tasks
    .filter(({ data }) => (JSON.parse(data) as Task).checkId === CHECK)
    .map(({ id }) => id);
  const rows = await knex<DbTaskEventsRow>('maturity_task_events')
    .whereIn('task_id', ids)
    .orderBy('seq');
  return rows
    .map(({ data }) => JSON.parse(data) as TaskEvent)
    .filter(({ type }) => type !== 'updated')
    .map(({ type, cause }) => `${type}${CHANGED.test(cause) ? ', model' : ''}`);
}

describe('a model that changed', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'scores everything anew, marks the day, and says so where it opens or closes a task, %p',
    async id => {
      const knex = await databases.init(id);
      const first = await start(knex, 0.1, 0);
      await first.syncCatalog();
      await first.ingest.ingestRecords({
        deployments: [0, 1, 2, 3].map(days => deployment(`d${days}`, days)),
      });
      await first.settle();
      expect(await eventsOf(knex)).toEqual([]);

      // The same model again: nothing is evaluated, nothing is told.
      await start(knex, 0.1, 1);
      await start(knex, 100, 2);
      expect(await eventsOf(knex)).toEqual(['opened, model']);

      await start(knex, 0.1, 3);
      expect(await eventsOf(knex)).toEqual([
        'opened, model',
        'resolved, model',
      ]);

      await start(knex, 100, 4);
      expect((await eventsOf(knex)).slice(2)).toEqual(['reopened, model']);

      const { marks } = await history({ knex, entityRef: SHOP });
      expect(
        marks
          .filter(({ type }) => type === 'model-changed')
          .map(({ at }) => at.slice(0, 10)),
      ).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
    },
  );
});
