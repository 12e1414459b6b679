// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  component,
  createTestCore,
  daysAgo,
} from '../__testUtils__/createTestCore';
import { DbScorecardsRow } from '../store/tables';

jest.setTimeout(60_000);

async function hoursOf(knex: Knex, name: string): Promise<number | undefined> {
  const row = await knex<DbScorecardsRow>('maturity_scorecards')
    .where({ entity_ref: `component:default/${name}` })
    .first();
  return JSON.parse(row!.data)
    .dimensions.flatMap((dimension: any) => dimension.checks)
    .find((check: any) => check.measureId === 'provisioning.service-time')
    ?.value;
}

/** The request for a service that was live so many hours later. */
function provisioning(name: string, hours: number) {
  return {
    source: 'portal',
    id: `request-${name}`,
    entityRef: `component:default/${name}`,
    observedAt: daysAgo(10),
    subject: 'service',
    requestBasis: 'scaffolder',
    requestedAt: daysAgo(10, hours),
    firstDeploymentAt: daysAgo(10),
  };
}

describe('provisioning times of others', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'are inferred from as soon as they come in or the catalog changes, %p',
    async id => {
      const knex = await databases.init(id);
      const entities = ['cart', 'shop', 'till'].map(name =>
        component(name, { system: 'store' }),
      );
      const core = await createTestCore({ knex, entities });
      await core.syncCatalog();
      await core.settle();
      expect(await hoursOf(knex, 'shop')).toBeUndefined();

      await core.ingest.ingestRecords({
        provisionings: [provisioning('cart', 4)],
      });
      await core.settle();
      expect(await hoursOf(knex, 'shop')).toBe(4);

      await core.ingest.ingestRecords({
        provisionings: [provisioning('till', 8)],
      });
      await core.settle();
      expect(await hoursOf(knex, 'shop')).toBe(6);

      core.catalog.entities = [
        ...entities.slice(0, 2),
        component('till', { system: 'bank', owner: 'others' }),
      ];
      await core.syncCatalog();
      await core.markAll('window');
      await core.settle();
      expect(await hoursOf(knex, 'shop')).toBe(4);
    },
  );
});
