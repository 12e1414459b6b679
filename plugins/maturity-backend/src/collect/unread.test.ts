// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  CollectedItem,
  DeliveryCollector,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  component,
  createTestCore,
  DAY,
} from '../__testUtils__/createTestCore';
import { checkOf, SHOP } from '../__testUtils__/readStored';
import { CollectableEntities } from './CollectableEntities';
import { CollectorRunner } from './CollectorRunner';

jest.setTimeout(60_000);

type Status = Omit<
  Extract<CollectedItem, { kind: 'status' }>,
  'kind' | 'entityRef'
>;

const READ: Status = {
  state: 'ok',
  reach: ['deployments', 'gates', 'pipelines'],
};
const DOWN: Status = { state: 'stale', message: 'h: 503' };
const WITHOUT_GATES: Status = {
  state: 'no-permission',
  message: 'h: 403',
  reach: ['deployments', 'pipelines'],
};

describe('an inventory that a collector cannot read anew', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  async function start(id: string) {
    const knex = await databases.init(id as 'SQLITE_3');
    const core = await createTestCore({ knex, entities: [component('shop')] });
    await core.syncCatalog();
    let status = READ;
    const collector: DeliveryCollector = {
      id: 'scripted',
      title: 'Scripted',
      provides: [],
      match: () => ({ status: 'match', target: 'shop' }),
      async *collect() {
        yield { kind: 'status', entityRef: SHOP, ...status };
      },
    };
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
        entities: new CollectableEntities(knex, [collector]),
        logger,
        now: () => core.clock.now,
      },
    );
    return {
      async says(next: Status) {
        status = next;
        await runner.runAll(new AbortController().signal);
        await core.settle();
      },
      /** Time passes until the nightly pass. */
      async later(days: number) {
        core.later(days * DAY);
        await core.markAll('nightly');
        await core.settle();
      },
      async flags() {
        const gates = await checkOf(knex, 'approval-gates');
        const stages = await checkOf(knex, 'required-stages');
        return [gates.flags, stages.flags];
      },
    };
  }

  it.each(databases.eachSupportedId())(
    'makes what comes from it stale after 14 days of failures, until it is read again, %p',
    async id => {
      const { says, later, flags } = await start(id);
      await says(READ);
      await says(DOWN);
      await later(13);
      // Another failure does not begin the days anew.
      await says({ ...DOWN, message: 'h: 502' });
      expect(await flags()).toEqual([[], []]);
      await later(1);
      expect(await flags()).toEqual([['stale'], ['stale']]);
      await says(READ);
      expect(await flags()).toEqual([[], []]);
    },
  );

  it('is told apart by what could not be read', async () => {
    const { says, later, flags } = await start('SQLITE_3');
    await says(READ);
    await says(DOWN);
    await later(7);
    await says(WITHOUT_GATES);
    await later(7);
    const [, stages] = await flags();
    expect(stages).toEqual([]);
  });
});
