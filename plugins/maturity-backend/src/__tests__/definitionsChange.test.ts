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
import { movers } from '../rollup/movers';
import { trend } from '../rollup/trend';
import {
  DbEntitiesRow,
  DbEvaluationQueueRow,
  DbHistoryRow,
  DbTaskEventsRow,
  DbTasksRow,
} from '../store/tables';

jest.setTimeout(60_000);

const BEGIN = Date.parse('2026-11-22T12:00:00Z');
const CHECKS = ['deployment-frequency', 'lead-time'];
const DEFINED =
  /^The definition of this measure changed: production deployments that belong together count as one release; /;

/**
 * Starts a release some days after the test's clock began. What an earlier one measured differently is played by its
 * thresholds, under the name of the same configuration.
 */
async function start(
  knex: Knex,
  days: number,
  ladders: { frequency: number[]; leadTime: number[] },
  nameModel?: (version: string) => string,
) {
  const core = await createTestCore({
    knex,
    entities: [component('shop')],
    now: new Date(BEGIN + days * DAY).toISOString(),
    nameModel,
    config: {
      model: {
        dimensions: [
          {
            id: 'on-demand-deployability',
            checks: [
              { id: CHECKS[0], ladder: ladders.frequency },
              { id: CHECKS[1], ladder: ladders.leadTime },
            ],
          },
        ],
      },
    },
  });
  await core.noticeNewModel();
  return core;
}

/** What opened and closed the tasks of the two checks, with what it says first. */
async function told(knex: Knex): Promise<string[]> {
  const tasks: Pick<DbTasksRow, 'id' | 'data'>[] = await knex('maturity_tasks');
  const checkOf = new Map(
    tasks.map(({ id, data }) => [id, (JSON.parse(data) as Task).checkId]),
  );
  const rows = await knex<DbTaskEventsRow>('maturity_task_events').orderBy(
    'seq',
  );
  return rows
    .map(row => ({
      checkId: checkOf.get(row.task_id)!,
      event: JSON.parse(row.data) as TaskEvent,
    }))
    .filter(
      ({ checkId, event }) =>
        CHECKS.includes(checkId) && event.type !== 'updated',
    )
    .map(
      ({ checkId, event }) =>
        `${event.type} ${checkId}${
          DEFINED.test(event.cause) ? ', by definition' : ''
        }`,
    )
    .sort();
}

describe('an upgrade that brings other definitions', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'scores everything anew once, and takes it for nobody’s merit or fault, %p',
    async id => {
      const knex = await databases.init(id);
      const earlier = await start(
        knex,
        0,
        { frequency: [0.1, 0.1, 0.1, 0.1], leadTime: [0.1, 0.1, 0.1, 0.1] },
        // Versions of then did not name their definitions.
        () => '0123456789abcdef',
      );
      await earlier.syncCatalog();
      await earlier.ingest.ingestRecords({
        reach: ['deployments', 'failures', 'waits.approval'],
        deployments: Array.from({ length: 12 }, (_, days) =>
          deployment(`d${days}`, days),
        ),
      });
      await earlier.settle();
      expect(await told(knex)).toEqual(['opened lead-time']);
      // It evaluates once more on the day of the upgrade, and did not store the model of the state before.
      earlier.later(31 * DAY);
      await earlier.markAll('night');
      await earlier.settle();
      await knex<DbHistoryRow>('maturity_history').update({
        previous_model_version: null,
      });
      const before = await scoreOf(knex);

      const ladders = {
        frequency: [0.1, 0.1, 100, 100],
        leadTime: [100, 100, 100, 100],
      };
      const [core] = await Promise.all([
        start(knex, 31, ladders),
        start(knex, 31, ladders),
      ]);
      const queue = await knex<DbEvaluationQueueRow>(
        'maturity_evaluation_queue',
      ).select('entity_ref', 'marks');
      expect(queue).toEqual([{ entity_ref: SHOP, marks: 1 }]);
      await core.settle();

      const after = await scoreOf(knex);
      expect(after.model_version).toBe(core.model.version);
      expect(after.level).not.toBeNull();
      expect(after.score).not.toBe(before.score);
      const events = [
        'opened deployment-frequency, by definition',
        'opened lead-time',
        'resolved lead-time, by definition',
      ];
      expect(await told(knex)).toEqual(events);

      const { marks } = await history({ knex, entityRef: SHOP });
      expect(marks.filter(({ type }) => type !== 'task-resolved')).toEqual([
        {
          at: '2026-12-23T00:00:00.000Z',
          type: 'definitions-changed',
          label: expect.stringMatching(
            /^An upgrade changed the definitions of measures: production /,
          ),
        },
      ]);

      const context = {
        knex,
        model: core.model,
        visible: { kind: 'all' },
      } as const;
      expect(after.delta_30d).toBe(0);
      expect(await movers({ limit: 5 }, context)).toEqual({ up: [], down: [] });
      const course = async () => {
        const { changes, verdict } = await trend(
          {},
          { ...context, now: core.clock.now },
        );
        return { changes, then: verdict?.then.day, is: verdict?.verdict };
      };
      const changes = [
        expect.objectContaining({
          day: '2026-12-23',
          type: 'definitions-changed',
          entities: 1,
          moved: 1,
        }),
      ];
      expect(await course()).toEqual({
        changes,
        then: '2026-12-23',
        is: 'not-enough',
      });

      core.later(2 * DAY);
      await core.noticeNewModel();
      await core.markAll('night');
      await core.settle();
      expect(await told(knex)).toEqual(events);
      expect(await course()).toEqual({
        changes,
        then: '2026-12-23',
        is: 'unchanged',
      });
    },
  );
});

async function scoreOf(knex: Knex): Promise<DbEntitiesRow> {
  return (await knex<DbEntitiesRow>('maturity_entities').first())!;
}
