// SPDX-License-Identifier: Apache-2.0
import { DatabaseService } from '@backstage/backend-plugin-api';
import { Situation } from './situation';

/** What the example must remember over a restart. */
export interface ExampleState {
  /** Epoch milliseconds of the first start; all ages count from here. */
  epoch: number;
  /** Up to where deployments were told. */
  toldUntil: number;
  /** True once the half year before the first start is in. */
  seeded: boolean;
  turn: number;
  /** When something last changed in how a team delivers, epoch milliseconds; absent in what an earlier version kept. */
  storyAt?: number;
  situations: Record<string, Situation>;
}

/** One row of JSON in the plugin's own database. */
export class ExampleStore {
  static async create(database: DatabaseService): Promise<ExampleStore> {
    const knex = await database.getClient();
    if (!(await knex.schema.hasTable('example_state'))) {
      await knex.schema.createTable('example_state', table => {
        table.integer('id').primary();
        table.text('data').notNullable();
      });
    }
    return new ExampleStore(knex);
  }

  readonly #knex: Awaited<ReturnType<DatabaseService['getClient']>>;

  private constructor(knex: Awaited<ReturnType<DatabaseService['getClient']>>) {
    this.#knex = knex;
  }

  async read(): Promise<ExampleState | undefined> {
    const row = await this.#knex('example_state').where({ id: 1 }).first();
    return row ? JSON.parse(row.data) : undefined;
  }

  async write(state: ExampleState): Promise<void> {
    await this.#knex('example_state')
      .insert({ id: 1, data: JSON.stringify(state) })
      .onConflict('id')
      .merge();
  }
}
