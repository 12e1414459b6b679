// SPDX-License-Identifier: Apache-2.0
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createStore, MIGRATIONS_DIRECTORY } from './createStore';

jest.setTimeout(60_000);

describe('createStore', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });

  it.each(databases.eachSupportedId())(
    'brings the tables up, takes them down and brings them up again, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      await createStore(mockServices.database({ knex }));
      await knex('maturity_tasks').insert(task('1', 'open'));

      await expect(
        knex('maturity_tasks').insert(task('2', 'snoozed')),
      ).rejects.toMatchObject({
        // The driver's errors may come from another realm, where they are no instances of this Error.
        message: expect.stringMatching(/unique/i),
      });
      await knex('maturity_tasks').insert(task('3', 'resolved'));

      await knex.migrate.rollback({ directory: MIGRATIONS_DIRECTORY }, true);
      await expect(knex.schema.hasTable('maturity_tasks')).resolves.toBe(false);

      await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
      expect(await knex('maturity_tasks').select()).toEqual([]);
    },
  );
});

function task(id: string, state: string) {
  return {
    id,
    entity_ref: 'component:default/shop',
    check_id: 'lead-time',
    kind: 'check',
    state,
    gain: 1,
    opened_at_ms: 1,
    updated_at_ms: 1,
    data: '{}',
  };
}
