// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  CollectedItem,
  DeliveryCollector,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { component, createTestCore } from '../__testUtils__/createTestCore';
import { CollectableEntities } from './CollectableEntities';
import { CollectorRunner } from './CollectorRunner';
import { readCollectors } from './readCollectors';

jest.setTimeout(60_000);

const NEVER = new AbortController().signal;
const WORDS = 'git.acme.example: 503 Service Unavailable';
/** More than are shown as notices. */
const MANY = 120;

describe('a collector of several hosts', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'is as far behind as the one that is down, and names it on %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const own = Array.from({ length: MANY }, (_, index) => `own-${index}`);
      const core = await createTestCore({
        knex,
        entities: [...own, 'open'].map(name => component(name)),
      });
      await core.syncCatalog();
      let isDown = false;
      const said = (name: string): CollectedItem => ({
        kind: 'status',
        entityRef: `component:default/${name}`,
        state: isDown && name !== 'open' ? 'stale' : 'ok',
        ...(isDown && name !== 'open' && { message: WORDS }),
        ...(isDown &&
          name === 'open' && { message: 'The runs may not be read.' }),
      });
      const collector: DeliveryCollector = {
        id: 'git',
        title: 'Git',
        provides: ['deployment'],
        match: ({ metadata: { name } }) => ({
          status: 'match',
          target: `${name === 'open' ? 'git.com' : 'git.acme.example'}/${name}`,
        }),
        async *collect(entities) {
          yield* entities.map(({ entity }) => said(entity.metadata.name));
        },
      };
      const logger = mockServices.logger.mock();
      logger.child.mockReturnValue(logger);
      const now = () => core.clock.now;
      const runner = new CollectorRunner(
        {
          collector,
          schedule: { frequency: { minutes: 5 }, timeout: { minutes: 5 } },
        },
        {
          knex,
          ingest: core.ingest,
          templates: core.templates,
          entities: new CollectableEntities(knex, [collector]),
          logger,
          now,
        },
      );
      const view = async () =>
        (await readCollectors({ knex, collectors: [collector], now }))[0];

      await runner.runAll(NEVER);
      expect(await view()).toMatchObject({
        state: 'empty',
        lagSeconds: 0,
        hosts: [
          { host: 'git.acme.example', state: 'ok', entities: MANY, stale: 0 },
          { host: 'git.com', state: 'ok', entities: 1 },
        ],
      });

      core.clock.now = new Date('2026-11-22T13:00:00.000Z');
      isDown = true;
      await runner.runAll(NEVER);
      const down = await view();
      expect(down).toMatchObject({
        state: 'stale',
        lastSuccessAt: '2026-11-22T12:00:00.000Z',
        lagSeconds: 3600,
        lastError: WORDS,
        hosts: [
          {
            host: 'git.acme.example',
            state: 'stale',
            stale: MANY,
            lagSeconds: 3600,
            lastError: WORDS,
          },
          { host: 'git.com', state: 'ok', stale: 0, lagSeconds: 0 },
        ],
      });
      // The outage of one host does not take the word from the other.
      expect(down.notices!.map(({ message }) => message)).toContain(
        'The runs may not be read.',
      );

      // An event that comes through says that one of its repositories can be read again.
      isDown = false;
      await runner.store([said('own-1')]);
      expect((await view()).hosts![0]).toMatchObject({
        host: 'git.acme.example',
        stale: MANY - 1,
      });
    },
  );
});
