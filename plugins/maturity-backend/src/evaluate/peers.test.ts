// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
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
function provisioning(name: string, hours: number, template?: string) {
  return {
    source: 'portal',
    id: `request-${name}`,
    entityRef: `component:default/${name}`,
    observedAt: daysAgo(10),
    subject: 'service',
    requestBasis: 'scaffolder',
    requestedAt: daysAgo(10, hours),
    firstDeploymentAt: daysAgo(10),
    ...(template && { template: { id: template } }),
  };
}

function templateEntity(name: string): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default' },
    spec: { type: 'service' },
  };
}

describe('provisioning times of others', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'are gone by as soon as they come in or the catalog changes, %p',
    async id => {
      const knex = await databases.init(id);
      const ours = ['cart', 'till', 'desk'].map(name => component(name));
      const theirs = ['x', 'y', 'z'].map(name =>
        component(name, { owner: 'others' }),
      );
      const core = await createTestCore({
        knex,
        entities: [...ours, ...theirs, component('shop')],
      });
      await core.syncCatalog();
      await core.settle();
      expect(await hoursOf(knex, 'shop')).toBeUndefined();

      await core.ingest.ingestRecords({
        provisionings: [
          provisioning('cart', 4),
          provisioning('till', 8),
          ...['x', 'y', 'z'].map(name => provisioning(name, 20)),
        ],
      });
      await core.settle();
      // Two of its owner are too few, and the median of all five is 20.
      expect(await hoursOf(knex, 'shop')).toBe(20);

      await core.ingest.ingestRecords({
        provisionings: [provisioning('desk', 6)],
      });
      await core.settle();
      expect(await hoursOf(knex, 'shop')).toBe(6);

      core.catalog.entities = [
        ...ours,
        ...theirs,
        component('shop', { owner: 'others' }),
      ];
      await core.syncCatalog();
      await core.settle();
      expect(await hoursOf(knex, 'shop')).toBe(20);
    },
  );

  it.each(databases.eachSupportedId())(
    'of the same template raise every service that would be made by it, while it is in the catalog, %p',
    async id => {
      const knex = await databases.init(id);
      const made = component('old', {
        annotations: {
          'backstage.io/source-template': 'template:default/Service',
        },
      });
      const services = [
        made,
        ...['a', 'b', 'c', 'd', 'e', 'f'].map(name =>
          component(name, { owner: name }),
        ),
      ];
      const core = await createTestCore({
        knex,
        entities: [...services, templateEntity('service')],
      });
      await core.syncCatalog();
      const by = 'template:default/service';
      await core.ingest.ingestRecords({
        provisionings: ['d', 'e', 'f'].map(name => provisioning(name, 30)),
      });
      await core.settle();
      await core.ingest.ingestRecords({
        provisionings: ['a', 'b', 'c'].map(name => provisioning(name, 2, by)),
      });
      await core.settle();
      expect(await hoursOf(knex, 'old')).toBe(2);
      expect(await hoursOf(knex, 'a')).toBe(2);
      await core.markAll('window');
      await core.settle();
      expect(await hoursOf(knex, 'd')).toBe(16);

      core.catalog.entities = services;
      await core.syncCatalog();
      await core.markAll('window');
      await core.settle();
      expect(await hoursOf(knex, 'old')).toBe(16);
    },
  );

  it.each(databases.eachSupportedId())(
    'end with the first success in any environment, %p',
    async id => {
      const knex = await databases.init(id);
      const core = await createTestCore({
        knex,
        entities: ['shop', 'cart'].map(name => component(name)),
      });
      await core.syncCatalog();
      const { firstDeploymentAt: _, ...open } = provisioning('cart', 40);
      await core.ingest.ingestRecords({
        deployments: [
          { environment: 'staging', outcome: 'failed', hours: 35 },
          { environment: 'staging', outcome: 'succeeded', hours: 33 },
          { environment: 'production', outcome: 'succeeded', hours: 1 },
        ].map(({ hours, ...rest }) => ({
          source: 'cd',
          id: String(hours),
          entityRef: 'component:default/cart',
          observedAt: daysAgo(10, hours),
          finishedAt: daysAgo(10, hours),
          ...rest,
        })),
        provisionings: [open],
      });
      await core.settle();
      expect(await hoursOf(knex, 'shop')).toBe(7);
    },
  );
});
