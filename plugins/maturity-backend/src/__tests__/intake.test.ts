// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { startMaturityBackend } from '../__testUtils__/startMaturityBackend';
import {
  component,
  createTestCore,
  deployment,
} from '../__testUtils__/createTestCore';
import { SHOP } from '../__testUtils__/readStored';
import { readSourceNotes } from '../store/operations/read/readSourceNotes';
import {
  DbDueRow,
  DbEvaluationQueueRow,
  DbRecordsRow,
  DbUnmatchedRow,
} from '../store/tables';

jest.setTimeout(90_000);

const NOW = '2026-11-22T12:00:00Z';

function event(
  id: string,
  type: string,
  more: { subject?: JsonObject; context?: JsonObject; customData?: JsonObject },
) {
  return {
    context: {
      version: '0.4.1',
      id,
      source: 'https://cd.acme.example',
      type: `dev.cdevents.${type}.0.2.0`,
      timestamp: '2026-11-20T08:00:00Z',
      ...more.context,
    },
    subject: { id: 'shop', content: {}, ...more.subject },
    customData: more.customData ?? { repository: 'github.com/acme/shop' },
  };
}

const deployedTo = (id: string, environment: string | undefined) =>
  event(id, 'service.deployed', {
    subject: {
      content: environment ? { environment: { id: environment } } : {},
    },
  });

describe('what comes in', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });

  it.each(databases.eachSupportedId())(
    'has its times corrected, counted and evaluated when they come, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        now: NOW,
        entities: [component('shop')],
      });
      await core.syncCatalog();
      await core.settle();

      const deployments = [
        deployment('soon', 0, {
          observedAt: '2026-11-22T12:00:45Z',
          finishedAt: '2026-11-22T12:00:45Z',
        }),
        deployment('skewed', 1, { startedAt: '2026-11-21T12:00:02Z' }),
        deployment('zone', 0, { finishedAt: '2026-11-22T13:00:00Z' }),
        deployment('next-year', 0, { finishedAt: '2027-11-22T13:00:00Z' }),
        deployment('zero', 2, { requestedAt: '0001-01-01T00:00:00Z' }),
      ];
      const answer = await core.ingest.ingestRecords({ deployments });

      expect(answer).toMatchObject({
        accepted: 4,
        ignored: [],
        rejected: [{ index: 3, reason: expect.stringContaining('future') }],
      });
      expect(answer.notes!.map(({ note, count }) => [note, count])).toEqual([
        ['end-before-start', 1],
        ['time-ahead', 1],
        ['time-before-2000', 1],
      ]);
      await core.ingest.ingestRecords({ deployments });
      const notes = await readSourceNotes({ knex });
      expect(
        notes
          .get('github.com/acme/shop')!
          .map(({ note, count }) => [note, count])
          .sort(),
      ).toEqual([
        ['end-before-start', 1],
        ['time-ahead', 1],
        ['time-before-2000', 1],
      ]);

      await core.settle();
      await core.markDue();
      const queue = () =>
        knex<DbEvaluationQueueRow>('maturity_evaluation_queue').select();
      expect(await queue()).toEqual([]);
      core.later(60_000);
      await core.markDue();
      expect(await queue()).toMatchObject([
        { entity_ref: SHOP, reason: 'due' },
      ]);
      expect(await knex<DbDueRow>('maturity_due').select()).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'is kept, listed, ignored or refused, each with a reason, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        now: NOW,
        entities: [component('shop')],
        config: {
          sources: [
            { source: 'https://old.acme.example', environment: 'live' },
          ],
        },
      });
      await core.syncCatalog();

      const answer = await core.ingest.ingestCdevents([
        deployedTo('1', 'production'),
        deployedTo('2', undefined),
        {
          ...deployedTo('3', undefined),
          context: {
            ...deployedTo('3', undefined).context,
            source: 'https://old.acme.example',
          },
        },
        event('4', 'testcaserun.finished', {}),
        event('5', 'service.deployed', {
          subject: { content: { environment: { id: 'production' } } },
          customData: {},
          context: { source: 'https://git.acme.example/nobody/knows' },
        }),
      ]);

      expect(answer).toMatchObject({
        accepted: 2,
        unmatched: 1,
        ignored: [
          { index: 3, id: '4', reason: expect.stringContaining('No record') },
        ],
        rejected: [
          { index: 1, id: '2', reason: expect.stringContaining('environment') },
        ],
        notes: [{ note: 'environment-default', count: 1 }],
      });
      const rows = await knex<DbRecordsRow>('maturity_records')
        .orderBy('id')
        .select();
      expect(rows.map(row => [row.id, row.environment])).toEqual([
        ['1', 'production'],
        ['3', 'live'],
      ]);
      const stage = event('stage', 'taskrun.finished', {
        context: { source: 'job/shop/12/' },
        subject: { content: { outcome: 'error', errors: '' } },
      });
      await expect(core.ingest.ingestCdevents(stage)).resolves.toMatchObject({
        accepted: 0,
        ignored: [{ index: 0, id: 'stage' }],
      });
      expect(await readSourceNotes({ knex })).toEqual(
        new Map([
          [
            'https://old.acme.example',
            [expect.objectContaining({ note: 'environment-default' })],
          ],
          [
            'job/shop/',
            [
              expect.objectContaining({ note: 'event-source' }),
              expect.objectContaining({ note: 'outcome-without-error' }),
            ],
          ],
        ]),
      );
      const [unmatched] = await knex<DbUnmatchedRow>(
        'maturity_unmatched',
      ).select();
      expect(unmatched.id).toBe('5');
    },
  );

  it.each(databases.eachSupportedId())(
    'is named whichever comes first, the environment or what was deployed to it, %p',
    async id => {
      const named = event('name', 'environment.created', {
        subject: { id: 'eks-7f3a9c', content: { name: 'production' } },
        customData: {},
      });
      const deployed = [
        deployedTo('1', 'eks-7f3a9c'),
        deployedTo('2', 'eks-7f3a9c'),
      ];
      for (const batches of [
        [[named], deployed],
        [deployed, [named]],
      ]) {
        const knex = await databases.init(id);
        const core = await createTestCore({
          knex,
          now: NOW,
          entities: [component('shop')],
        });
        await core.syncCatalog();
        for (const batch of batches) {
          await core.ingest.ingestCdevents(batch);
        }
        const rows = await knex<DbRecordsRow>('maturity_records')
          .where({ type: 'deployment' })
          .select();
        expect(rows.map(({ environment }) => environment)).toEqual([
          'production',
          'production',
        ]);
      }
    },
  );

  it.each(databases.eachSupportedId())(
    'comes as a CloudEvent in any mode, and finds its entity by any case, %p',
    async id => {
      const knex = await databases.init(id);
      const { stop, asService } = await startMaturityBackend({
        knex,
        entities: [
          component('shop', {
            annotations: { 'delivery-maturity.io/service': 'production' },
          }),
        ],
      });
      const { context, ...bare } = deployedTo('1', 'production');
      const binary = await asService('post', '/ingest/cdevents')
        .set('ce-specversion', '1.0')
        .set('ce-id', context.id)
        .set('ce-source', context.source)
        .set('ce-type', context.type)
        .set('ce-time', context.timestamp)
        .send({
          ...bare,
          customData: { ...bare.customData, service: 'Production' },
        });
      expect(binary.body).toMatchObject({
        accepted: 1,
        rejected: [],
        notes: [{ note: 'event-version', count: 1 }],
      });
      const records = await asService('post', '/ingest/records').send({
        deployments: [
          {
            source: 'github.com/acme/shop',
            id: 's0',
            observedAt: '2026-11-03 09:00:00 +0100',
            repository: 'https://GitHub.com/Acme/Shop.git',
            environment: 'Production',
            service: ' PRODUCTION ',
            finishedAt: '2026-11-03T09:00:00Z',
            outcome: 'succeeded',
          },
        ],
      });
      expect(records.body).toMatchObject({ accepted: 1, unmatched: 0 });

      const sources = await asService('get', '/sources');
      const told = Object.fromEntries(
        sources.body.ingest.map((entry: any) => [entry.source, entry.notes]),
      );
      expect(told).toMatchObject({
        'https://cd.acme.example': [{ note: 'event-version', count: 1 }],
        'github.com/acme/shop': [
          { note: 'time-format', count: 1, message: expect.any(String) },
        ],
      });
      await stop();
    },
  );
});
