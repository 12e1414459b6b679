// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  defaultModel,
  ScorecardView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  component,
  createTestCore,
  daysAgo,
  deployment,
} from '../__testUtils__/createTestCore';
import { SHOP } from '../__testUtils__/readStored';
import { createServices } from '../service/createServices';
import { ReadAccess } from '../service/types';

jest.setTimeout(60_000);

const SOURCE = 'github.com/acme/shop';
const EVERYTHING = { visible: { kind: 'all' } } as ReadAccess;
const TILL = 'component:default/till';

describe('what sources can tell is answered', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  async function start(id: string) {
    const knex = await databases.init(id as 'SQLITE_3');
    const core = await createTestCore({
      knex,
      entities: [component('shop'), component('till')],
    });
    await core.syncCatalog();
    await core.settle();
    const services = createServices({
      knex,
      model: defaultModel,
      tierPatterns: defaultModel.tierPatterns,
      ingest: core.ingest,
      evaluation: core.evaluation,
      templates: core.templates,
      auth: mockServices.auth(),
      userInfo: mockServices.userInfo(),
      collectors: [
        { id: 'host', title: 'Host', match: () => ({ status: 'none' }) },
      ],
      readCollectors: async () => [
        {
          id: 'host',
          title: 'Host',
          provides: [],
          state: 'ok',
          entities: 2,
          records: 0,
        },
      ],
      now: () => core.clock.now,
    });
    const told = <T extends { basis: string }>(reach: T[] | undefined) =>
      reach?.filter(({ basis }) => basis !== 'none');
    const ofEntity = async (ref = SHOP) => {
      const { json } = await services.scorecards.get(ref, {}, EVERYTHING);
      const { sources } = JSON.parse(json) as ScorecardView;
      return Object.fromEntries(
        sources.map(({ id: source, reach }) => [source, told(reach)]),
      );
    };
    const ofAll = async () => {
      const { collectors, ingest } = await services.operations.sources();
      return {
        collectors: collectors.map(({ reach }) => told(reach)),
        ingest: ingest.map(({ reach }) => told(reach)),
      };
    };
    return { knex, core, ofEntity, ofAll };
  }

  it.each(databases.eachSupportedId())(
    'per entity, and summed up over those of a sender, %p',
    async id => {
      const { core, ofEntity, ofAll } = await start(id);
      const till = {
        ...deployment('till', 3, { changes: [] }),
        repository: 'github.com/acme/till',
      };
      await core.ingest.ingestRecords({
        deployments: [deployment('shop', 2, { changes: [] }), till],
      });
      await core.settle();
      const since = (days: number) => ({
        kind: 'deployments',
        basis: 'proven',
        since: daysAgo(days, 2),
      });
      expect(await ofEntity()).toEqual({ [SOURCE]: [since(2)] });
      expect(await ofEntity(TILL)).toEqual({ [SOURCE]: [since(3)] });
      const deployments = { ...since(3), declared: 0, proven: 2 };
      expect(await ofAll()).toEqual({
        collectors: [undefined],
        ingest: [[deployments]],
      });

      core.clock.now = new Date(core.clock.now.getTime() + 1000);
      await core.ingest.ingestRecords({
        deployments: [till],
        reach: ['waits.approval'],
      });
      await core.settle();
      const approvals = { kind: 'waits.approval', basis: 'declared' };
      expect(await ofEntity()).toEqual({
        [SOURCE]: [
          since(2),
          { ...approvals, since: core.clock.now.toISOString() },
        ],
      });
      expect((await ofAll()).ingest).toEqual([
        [deployments, { ...approvals, declared: 2, proven: 0 }],
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'of a collector by what it read of each entity, and no proof of what it is refused, %p',
    async id => {
      const { knex, core, ofEntity, ofAll } = await start(id);
      const wait = {
        kind: 'approval',
        gate: 'board',
        from: daysAgo(3),
        to: daysAgo(2, 1),
      };
      await core.ingest.ingestRecords({
        deployments: [deployment('shop', 2, { changes: [], waits: [wait] })],
      });
      await core.settle();
      const status = (ref: string, reach: string[]) => ({
        collector_id: 'host',
        entity_ref: ref,
        host: SOURCE,
        state: 'ok',
        reach: JSON.stringify(reach),
        updated_ms: 0,
      });
      await knex('maturity_collector_status').insert([
        status(SHOP, ['deployments']),
        status(TILL, ['deployments', 'gates']),
      ]);
      const declared = { kind: 'deployments', basis: 'declared' };
      const approvals = {
        kind: 'waits.approval',
        basis: 'proven',
        since: daysAgo(3),
      };
      const gates = {
        kind: 'gates',
        basis: 'declared',
        declared: 1,
        proven: 0,
      };
      // The collector's records are told with the collector.
      expect(await ofEntity()).toEqual({
        host: [declared, approvals],
        [SOURCE]: undefined,
      });
      const all = [
        { ...declared, declared: 2, proven: 1, since: daysAgo(2, 2) },
        { ...approvals, declared: 0, proven: 1 },
        gates,
      ];
      expect(await ofAll()).toEqual({ collectors: [all], ingest: [all] });

      await knex('maturity_collector_status')
        .where({ entity_ref: SHOP })
        .update({ state: 'no-permission' });
      expect(await ofEntity()).toEqual({
        host: [declared],
        [SOURCE]: undefined,
      });
      expect((await ofAll()).collectors).toEqual([
        [{ ...declared, declared: 2, proven: 0 }, gates],
      ]);
    },
  );
});
