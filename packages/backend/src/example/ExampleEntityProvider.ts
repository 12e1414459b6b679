// SPDX-License-Identifier: Apache-2.0
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { catalogEntities } from './catalogEntities';

/** Puts the example organization into the catalog, at the stage that it is told. */
export class ExampleEntityProvider implements EntityProvider {
  #connection?: EntityProviderConnection;
  #stage?: 'before' | 'after';

  getProviderName(): string {
    return 'maturity-example';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#publish();
  }

  async show(stage: 'before' | 'after'): Promise<void> {
    this.#stage = stage;
    await this.#publish();
  }

  async #publish(): Promise<void> {
    if (!this.#connection || !this.#stage) {
      return;
    }
    await this.#connection.applyMutation({
      type: 'full',
      entities: catalogEntities(this.#stage).map(entity => ({
        entity,
        locationKey: 'maturity-example',
      })),
    });
  }
}
