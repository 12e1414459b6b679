// SPDX-License-Identifier: Apache-2.0
import { ReadPermission } from '../permissions/ReadPermission';
import { AsOfOptions, QueryOf, ReadOptions, ScorecardService } from './types';

/** Narrows every read to what the caller's catalog permission lets exist. @internal */
export class AuthorizedScorecardService implements ScorecardService {
  constructor(
    private readonly scorecards: ScorecardService,
    private readonly permission: ReadPermission,
  ) {}

  async list(query: QueryOf<'listScorecards'>, options: ReadOptions) {
    return this.scorecards.list(query, await this.#narrow(options));
  }

  async *export(query: QueryOf<'exportScorecards'>, options: ReadOptions) {
    yield* this.scorecards.export(query, await this.#narrow(options));
  }

  async get(entityRef: string, at: AsOfOptions, options: ReadOptions) {
    return this.scorecards.get(entityRef, at, await this.#narrow(options));
  }

  async evidence(
    entityRef: string,
    checkId: string,
    query: QueryOf<'getEvidence'>,
    options: ReadOptions,
  ) {
    return this.scorecards.evidence(
      entityRef,
      checkId,
      query,
      await this.#narrow(options),
    );
  }

  async history(
    entityRef: string,
    range: QueryOf<'getHistory'>,
    options: ReadOptions,
  ) {
    return this.scorecards.history(
      entityRef,
      range,
      await this.#narrow(options),
    );
  }

  async facets(filter: QueryOf<'getFacets'>, options: ReadOptions) {
    return this.scorecards.facets(filter, await this.#narrow(options));
  }

  async #narrow(options: ReadOptions): Promise<ReadOptions> {
    const visible = await this.permission.visibleTo(options.credentials);
    return { ...options, visible };
  }
}
