// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import {
  component,
  createTestCore,
  daysAgo,
  deployment,
} from '../__testUtils__/createTestCore';
import { SHOP } from '../__testUtils__/readStored';
import { loadBatch } from '../evaluate/loadBatch';
import { createStore, MIGRATIONS_DIRECTORY } from '../store/createStore';
import { countDirty } from '../store/operations/countDirty';
import { DbSourceReachRow } from '../store/tables';

jest.setTimeout(60_000);

const SOURCE = 'github.com/acme/shop';
const APPROVAL = {
  kind: 'approval',
  gate: 'board',
  from: daysAgo(21),
  to: daysAgo(20, 1),
};

/** What a batch of each kind tells, the oldest first. */
const TOLD = {
  deployments: [
    deployment('failed', 30, { outcome: 'failed', changes: [] }),
    deployment('approved', 20, { waits: [APPROVAL] }),
    deployment('queued', 10, {
      waits: [{ kind: 'queue', gate: 'runner', from: daysAgo(10, 1) }],
    }),
  ],
  incidents: [
    {
      source: SOURCE,
      id: 'incident',
      observedAt: daysAgo(5),
      repository: SOURCE,
      openedAt: daysAgo(5, 1),
    },
  ],
  provisionings: [
    {
      source: SOURCE,
      id: 'request',
      observedAt: daysAgo(40),
      repository: SOURCE,
      subject: 'service',
      requestBasis: 'api',
      requestedAt: daysAgo(41),
    },
  ],
};

const PROVEN = {
  deployments: daysAgo(30, 2),
  failures: daysAgo(30, 2),
  'waits.approval': daysAgo(21),
  'waits.queue': daysAgo(10, 1),
  changes: daysAgo(20, 2),
  incidents: daysAgo(5, 1),
  provisionings: daysAgo(41),
};

describe('what sources can tell', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });

  async function start(id: string, config: JsonObject = {}) {
    const knex = await databases.init(id as 'SQLITE_3');
    const core = await createTestCore({
      knex,
      entities: [component('shop'), component('till')],
      config,
    });
    await core.syncCatalog();
    await core.settle();
    const load = async (ref = SHOP) => {
      const loaded = await loadBatch(knex, {
        entityRefs: [ref],
        from: new Date(daysAgo(90)),
        sources: (config.sources ?? []) as [],
      });
      const { reach, sourceReach } = loaded.get(ref)!;
      return { reach, sourceReach };
    };
    return { knex, core, load };
  }

  it.each(databases.eachSupportedId())(
    'is proven by what they tell, whichever is told first, and outlives the records, %p',
    async id => {
      const { knex, core, load } = await start(id);
      expect(await load()).toEqual({ reach: {}, sourceReach: {} });
      for (const deployed of [...TOLD.deployments].reverse()) {
        await core.ingest.ingestRecords({ deployments: [deployed] });
      }
      await core.ingest.ingestRecords({
        incidents: TOLD.incidents,
        provisionings: TOLD.provisionings,
      });
      const oneByOne = await load();
      expect(oneByOne).toEqual({
        reach: PROVEN,
        sourceReach: { [SOURCE]: PROVEN },
      });

      await knex('maturity_records').delete();
      expect(await load()).toEqual(oneByOne);
      await knex('maturity_source_reach').delete();
      await core.ingest.ingestRecords(TOLD);
      expect(await load()).toEqual(oneByOne);
    },
  );

  it.each(databases.eachSupportedId())(
    'is proven also by what a later observation had replaced before it came in, and then scores anew, %p',
    async id => {
      const { knex, core, load } = await start(id);
      const replaced = deployment('one', 20, { waits: [APPROVAL] });
      const last = { ...replaced, observedAt: daysAgo(1), waits: [] };
      await core.ingest.ingestRecords({ deployments: [last] });
      await core.settle();
      expect((await load()).reach['waits.approval']).toBeUndefined();
      await core.ingest.ingestRecords({ deployments: [replaced] });
      expect((await load()).reach['waits.approval']).toBe(daysAgo(21));
      expect(await countDirty(knex)).toBe(1);
      await core.settle();
      await core.ingest.ingestRecords({ deployments: [replaced, last] });
      expect(await countDirty(knex)).toBe(0);
    },
  );

  it.each(databases.eachSupportedId())(
    'is declared with a batch for all entities of its sources until it is declared anew, %p',
    async id => {
      const { knex, core, load } = await start(id);
      const till = {
        ...deployment('till', 3, { changes: [] }),
        repository: 'github.com/acme/till',
      };
      await core.ingest.ingestRecords({ deployments: [till] });
      await core.settle();
      const shop = deployment('shop', 2, { changes: [] });
      await core.ingest.ingestRecords({
        deployments: [shop],
        reach: ['deployments', 'waits.approval'],
      });
      expect(await countDirty(knex)).toBe(2);
      for (const ref of [SHOP, 'component:default/till']) {
        expect((await load(ref)).sourceReach[SOURCE]).toEqual({
          deployments: true,
          'waits.approval': true,
        });
      }
      await core.settle();
      await core.ingest.ingestRecords({ deployments: [shop] });
      await core.ingest.ingestRecords({
        deployments: [shop],
        reach: ['waits.approval', 'deployments'],
      });
      expect(await countDirty(knex)).toBe(0);

      await core.ingest.ingestRecords({ deployments: [shop], reach: [] });
      expect(await countDirty(knex)).toBe(2);
      expect((await load()).sourceReach[SOURCE]).toEqual({
        deployments: daysAgo(2, 2),
      });
    },
  );

  it.each<[string, JsonObject, string]>([
    ['no list', { reach: 'failures' }, "'reach' must be a list"],
    [
      'a kind that nobody knows',
      { reach: ['approvals'] },
      `'reach' contains "approvals"; known are 'deployments'`,
    ],
  ])('is refused in a sentence where it is %s', async (_, body, message) => {
    const { core } = await start('SQLITE_3');
    await expect(core.ingest.ingestRecords(body)).rejects.toThrow(message);
  });

  it('is taken from the configuration in place of what a sender declares, and proofs stay', async () => {
    const { core, load } = await start('SQLITE_3', {
      sources: [{ source: 'github.com/*', reach: ['failures'] }],
    });
    await core.ingest.ingestRecords({
      deployments: [deployment('shop', 2, { changes: [] })],
      reach: ['waits.approval'],
    });
    expect((await load()).reach).toEqual({
      deployments: daysAgo(2, 2),
      failures: true,
    });
  });

  it('is not what a collector proved once, as long as it says that it may not read that', async () => {
    const { knex, core, load } = await start('SQLITE_3');
    await core.ingest.ingestRecords(TOLD);
    const status = {
      collector_id: 'github',
      entity_ref: SHOP,
      host: SOURCE,
      state: 'no-permission',
      reach: '["deployments"]',
      updated_ms: 0,
    };
    await knex('maturity_collector_status').insert(status);
    expect((await load()).reach).toEqual({ deployments: true });
    await knex('maturity_collector_status').update({ state: 'ok' });
    expect((await load()).reach).toEqual({ ...PROVEN, deployments: true });
  });

  it.each(databases.eachSupportedId())(
    'is found in what was stored before it was kept, %p',
    async id => {
      const { knex, core, load } = await start(id);
      await core.ingest.ingestRecords(TOLD);
      await core.ingest.putPipelines(SHOP, {
        provider: 'github',
        files: [
          {
            path: '.github/workflows/ci.yml',
            content:
              'on: push\njobs: { test: { runs-on: x, steps: [{ run: npm test }] } }\n',
          },
        ],
      });
      const kinds = Object.keys((await load()).reach).sort();
      expect(kinds).toContain('pipelines');
      await knex.migrate.down({
        directory: MIGRATIONS_DIRECTORY,
        name: '20261129030000_source_reach.js',
      } as Knex.MigratorConfig);
      await createStore(mockServices.database({ knex }));
      const rows = await knex<DbSourceReachRow>('maturity_source_reach').where({
        entity_ref: SHOP,
      });
      expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual(kinds);
    },
  );
});
