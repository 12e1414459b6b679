// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import Router from 'express-promise-router';

const ROWS = 10_000;
const ROWS_PER_STATEMENT = 400;

/**
 * The least that an authenticated read can cost in Backstage: who calls, one row by its primary key, sent as JSON.
 * Reads of the product are measured against it.
 */
export const floorPlugin = createBackendPlugin({
  pluginId: 'floor',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ database, httpAuth, httpRouter }) {
        const knex = await database.getClient();
        if (!(await knex.schema.hasTable('floor'))) {
          await knex.schema.createTable('floor', table => {
            table.text('id').primary();
            table.text('data').notNullable();
          });
          const rows = Array.from({ length: ROWS }, (_, index) => ({
            id: `row-${index}`,
            data: `A short text that stands for the row ${index}`,
          }));
          await knex.batchInsert('floor', rows, ROWS_PER_STATEMENT);
        }
        const router = Router();
        router.get('/rows/:id', async (request, response) => {
          await httpAuth.credentials(request, { allow: ['user', 'service'] });
          const row = await knex('floor')
            .where({ id: request.params.id })
            .first();
          if (!row) {
            throw new NotFoundError(`There is no row '${request.params.id}'.`);
          }
          response.json(row);
        });
        httpRouter.use(router);
      },
    });
  },
});
