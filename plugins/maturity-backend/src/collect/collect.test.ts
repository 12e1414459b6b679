// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  DeliveryCollector,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import { component, createTestCore } from '../__testUtils__/createTestCore';
import { DbEvaluationQueueRow, DbRecordsRow } from '../store/tables';
import { CollectableEntities } from './CollectableEntities';
import { CollectorRunner } from './CollectorRunner';
import { EventIntake } from './EventIntake';
import { readCollectors } from './readCollectors';

jest.setTimeout(60_000);

const NEVER = new AbortController().signal;

function deployed(name: string, id: string, job?: string): CollectedItem {
  const record: Deployment = {
    source: 'test',
    id,
    observedAt: '2026-11-20T10:00:00.000Z',
    environment: 'production',
    outcome: 'succeeded',
    finishedAt: '2026-11-20T10:00:00.000Z',
    ...(job && { pipeline: { job } }),
  };
  return {
    kind: 'record',
    entityRef: `component:default/${name}`,
    item: { type: 'deployment', record },
  };
}

/** A collector that hands over what a test says, target by target. */
class ScriptedCollector implements DeliveryCollector {
  readonly id = 'scripted';
  readonly title = 'Scripted';
  readonly provides = ['deployment' as const];
  readonly seen: string[] = [];
  script: (target: string) => CollectedItem[] = () => [];
  readonly events = {
    topics: ['scripted.deployment'],
    digest: async (event: EventParams) =>
      event.eventPayload as { items: CollectedItem[]; refresh: string[] },
  };

  match(entity: { metadata: { name: string } }) {
    const { name } = entity.metadata;
    return name === 'bare'
      ? { status: 'incomplete' as const, message: 'Add an annotation.' }
      : {
          status: 'match' as const,
          target: name,
          recognizes: name.startsWith('old') ? 'tags' : 'deployments',
        };
  }

  async *collect(
    ...[entities, , context]: Parameters<DeliveryCollector['collect']>
  ) {
    for (const { target } of entities) {
      this.seen.push(
        `${target} ${(await context.readWatermark(target)) ?? ''}`,
      );
      yield* this.script(target);
    }
  }
}

describe('running collectors', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    async function start(names: string[]) {
      const knex = await databases.init(databaseId);
      const core = await createTestCore({
        knex,
        entities: names.map(name => component(name)),
      });
      await core.syncCatalog();
      const collector = new ScriptedCollector();
      const entities = new CollectableEntities(knex, [collector]);
      const logger = mockServices.logger.mock();
      logger.child.mockReturnValue(logger);
      const runner = new CollectorRunner(
        {
          collector,
          schedule: { frequency: { minutes: 5 }, timeout: { minutes: 5 } },
        },
        {
          knex,
          ingest: core.ingest,
          templates: core.templates,
          entities,
          logger,
          now: () => core.clock.now,
        },
      );
      const view = async () => {
        const [only] = await readCollectors({
          knex,
          collectors: [collector],
          now: () => core.clock.now,
        });
        return only;
      };
      return { knex, core, collector, entities, runner, logger, view };
    }

    const recordsOf = async (knex: Knex) =>
      (await knex<DbRecordsRow>('maturity_records').orderBy('id')).map(
        ({ id }) => id,
      );

    it('stores a watermark with the records before it, and none after a crash before it', async () => {
      const { knex, collector, runner, view } = await start(['a', 'b']);
      collector.script = target => {
        if (target === 'b') {
          throw new Error('The host said no.');
        }
        return [
          deployed('a', '1'),
          { kind: 'watermark', key: 'a', value: 'read' },
          deployed('a', '2'),
        ];
      };
      await expect(runner.runAll(NEVER)).rejects.toThrow('The host said no.');
      expect(await recordsOf(knex)).toEqual(['1', '2']);
      expect(await view()).toMatchObject({
        state: 'error',
        lastError: expect.stringContaining('The host said no.'),
        entities: 2,
        records: 2,
      });

      collector.script = () => [];
      collector.seen.length = 0;
      await runner.runAll(NEVER);
      expect(collector.seen).toEqual(['a read', 'b ']);
      expect(await view()).toMatchObject({ state: 'ok', lagSeconds: 0 });
    });

    it('keeps neither records nor watermark where storing them fails', async () => {
      const { knex, collector, runner } = await start(['a']);
      collector.script = () => [
        deployed('a', '1'),
        { kind: 'watermark', key: 'a', value: 'read' },
      ];
      await knex.schema.renameTable('maturity_collector_state', 'aside');
      // SQLite's errors are made once a process, so they are no errors of the realm of a later test file.
      await expect(runner.runAll(NEVER)).rejects.toMatchObject({
        message: expect.stringContaining('maturity_collector_state'),
      });
      await knex.schema.renameTable('aside', 'maturity_collector_state');
      expect(await recordsOf(knex)).toEqual([]);
      await runner.runAll(NEVER);
      expect(await recordsOf(knex)).toEqual(['1']);
    });

    it('forgets what counts no more once it was read in another way, and what was remembered of the former one', async () => {
      const { knex, core, collector, runner } = await start(['a', 'b']);
      const said = (name: string): CollectedItem[] => [
        deployed(name, `deployment/${name}`),
        deployed(name, `own/${name}`),
        deployed(name, `job/${name}`, 'former'),
        ...['', '#old', '#new', 'x'].map(
          (suffix): CollectedItem => ({
            kind: 'watermark',
            key: `${name}${suffix}`,
            value: 'read',
          }),
        ),
      ];
      collector.script = said;
      await runner.runAll(NEVER);
      await core.settle();

      collector.script = target =>
        target === 'a'
          ? [
              deployed('a', 'tag/a'),
              {
                kind: 'recognized',
                entityRefs: ['component:default/a'],
                source: 'test',
                counts: ({ id, pipeline }) =>
                  !id.startsWith('deployment/') && pipeline?.job !== 'former',
                keys: { of: 'a', keep: ['a#new'] },
              },
            ]
          : [];
      await runner.runAll(NEVER);

      expect(await recordsOf(knex)).toEqual([
        'deployment/b',
        'job/b',
        'own/a',
        'own/b',
        'tag/a',
      ]);
      const remembered = await knex('maturity_collector_state').orderBy('key');
      expect(remembered.map(({ key }) => key).sort()).toEqual(
        ['a#new', 'ax', 'b', 'b#new', 'b#old', 'bx'].sort(),
      );
      const dirty = await knex<DbEvaluationQueueRow>(
        'maturity_evaluation_queue',
      );
      expect(dirty.map(row => row.entity_ref)).toEqual(['component:default/a']);
    });

    it('shows what each entity lacks, keeps what was reached through an outage, and scores anew when that changes', async () => {
      const { knex, core, collector, runner, view } = await start([
        'a',
        'bare',
      ]);
      const entityRef = 'component:default/a';
      collector.script = () => [
        {
          kind: 'status',
          entityRef,
          state: 'ok',
          reach: ['deployments', 'gates'],
        },
        {
          kind: 'budget',
          budget: { host: 'h', remaining: 9, limit: 10, share: 0.5 },
        },
      ];
      await core.settle();
      await runner.runAll(NEVER);
      const queue = () =>
        knex<DbEvaluationQueueRow>('maturity_evaluation_queue');
      expect((await queue()).map(row => row.entity_ref)).toEqual([entityRef]);
      expect(await view()).toMatchObject({
        // Nothing failed, and not one record was read.
        state: 'empty',
        nextRunAt: '2026-11-22T12:05:00.000Z',
        budget: [{ host: 'h', remaining: 9 }],
        notices: [
          {
            entityRef: 'component:default/bare',
            message: 'Add an annotation.',
          },
        ],
      });

      await core.settle();
      core.clock.now = new Date('2026-11-22T13:00:00.000Z');
      collector.script = () => [
        {
          kind: 'status',
          entityRef,
          state: 'stale',
          message: 'h: 503',
          retryAt: '2026-11-22T13:30:00.000Z',
        },
      ];
      await runner.runAll(NEVER);
      expect(await queue()).toEqual([]);
      expect(await knex('maturity_collector_status').first()).toMatchObject({
        state: 'stale',
        reach: '["deployments","gates"]',
      });
      expect(await view()).toMatchObject({
        state: 'stale',
        lastError: 'h: 503',
        retryAt: '2026-11-22T13:30:00.000Z',
        lastRunAt: '2026-11-22T13:00:00.000Z',
        // A run that read nothing brought nothing up to date.
        lastSuccessAt: '2026-11-22T12:00:00.000Z',
        lagSeconds: 3_600,
      });
    });

    it('tells a host that refuses everything as an error in its own words, and one that refuses a part as read', async () => {
      const { collector, runner, view } = await start(['a', 'b']);
      const refused = (name: string, part?: 'gates'): CollectedItem => ({
        kind: 'status',
        entityRef: `component:default/${name}`,
        state: 'no-permission',
        message: 'Bad credentials',
        ...(part && { reach: [part] }),
      });
      collector.script = target => [refused(target)];
      await runner.runAll(NEVER);
      const all = await view();
      expect(all).toMatchObject({
        state: 'error',
        lastError: 'Bad credentials',
      });
      expect(all).not.toHaveProperty('lastSuccessAt');

      collector.script = target => [
        refused(target, target === 'a' ? 'gates' : undefined),
      ];
      await runner.runAll(NEVER);
      expect(await view()).toMatchObject({ lagSeconds: 0 });
    });

    it('tells how the deployments of its entities are recognized', async () => {
      const { runner, view } = await start(['a', 'b', 'bare', 'old']);
      await runner.runAll(NEVER);
      expect((await view()).recognition).toEqual([
        {
          recognizes: 'deployments',
          entities: 2,
          entityRefs: ['component:default/a', 'component:default/b'],
        },
        {
          recognizes: 'tags',
          entities: 1,
          entityRefs: ['component:default/old'],
        },
      ]);
    });

    it('refuses a wrong record by a sentence and keeps the others', async () => {
      const { knex, collector, runner, view } = await start(['a']);
      const wrong = deployed('a', 'wrong');
      if (wrong.kind === 'record' && wrong.item.type === 'deployment') {
        wrong.item.record.finishedAt = 'yesterday';
      }
      collector.script = () => [wrong, deployed('a', 'right')];
      await runner.runAll(NEVER);
      expect(await recordsOf(knex)).toEqual(['right']);
      expect((await view()).notices).toEqual([
        {
          entityRef: 'component:default/a',
          message: expect.stringContaining("'finishedAt'"),
        },
      ]);
    });

    it('leaves what no one claims to the collector that reads it', async () => {
      const { knex, collector } = await start(['shop', 'bare']);
      const other = {
        id: 'other',
        title: 'Other',
        provides: [],
        match: () => ({
          status: 'incomplete' as const,
          message: 'No repository is known.',
          isUnclaimed: true,
        }),
        collect: collector.collect,
      };
      const entities = new CollectableEntities(knex, [collector, other]);

      expect((await entities.of(other)).incomplete).toEqual([
        {
          entityRef: 'component:default/bare',
          message: 'No repository is known.',
        },
      ]);
      expect((await entities.of(collector)).incomplete).toHaveLength(1);
    });

    it('stores what an event says at once, and reads what it hints at once for many events', async () => {
      const { knex, collector, entities, runner, logger } = await start([
        'a',
        'b',
      ]);
      const intake = new EventIntake({
        runner,
        entities,
        logger,
        signal: NEVER,
      });
      const event = (items: CollectedItem[], refresh: string[]) =>
        intake.take({
          topic: 'scripted.deployment',
          eventPayload: { items, refresh },
        });
      collector.script = target => [deployed(target, 'from-read')];
      await event([deployed('a', 'from-event')], ['a']);
      await event([deployed('a', 'from-event')], ['a']);
      expect(await recordsOf(knex)).toEqual(['from-event']);
      await intake.settle();
      expect(collector.seen).toEqual(['a ']);
      expect(await recordsOf(knex)).toEqual(['from-event', 'from-read']);
    });
  });
});
