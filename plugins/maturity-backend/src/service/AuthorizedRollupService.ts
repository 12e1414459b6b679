// SPDX-License-Identifier: Apache-2.0
import { ReadPermission } from '../permissions/ReadPermission';
import { QueryOf, ReadOptions, RollupService } from './types';

/** Adds up only what the caller may see. @internal */
export class AuthorizedRollupService implements RollupService {
  constructor(
    private readonly rollups: RollupService,
    private readonly permission: ReadPermission,
  ) {}

  async rollup(query: QueryOf<'getRollup'>, options: ReadOptions) {
    return this.rollups.rollup(query, await this.#narrow(options));
  }

  async trend(query: QueryOf<'getRollupTrend'>, options: ReadOptions) {
    return this.rollups.trend(query, await this.#narrow(options));
  }

  async movers(query: QueryOf<'getMovers'>, options: ReadOptions) {
    return this.rollups.movers(query, await this.#narrow(options));
  }

  async #narrow(options: ReadOptions): Promise<ReadOptions> {
    const visible = await this.permission.visibleTo(options.credentials);
    return { ...options, visible };
  }
}
