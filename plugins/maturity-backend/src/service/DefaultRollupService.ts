// SPDX-License-Identifier: Apache-2.0
import {
  MoversAnswer,
  RollupAnswer,
  RollupTrendAnswer,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { AnswerCache } from '../rollup/AnswerCache';
import { movers } from '../rollup/movers';
import { rollup } from '../rollup/rollup';
import { trend } from '../rollup/trend';
import { EntityVisibility } from '../store/operations/read/EntityVisibility';
import { readDataVersion } from '../store/operations/read/readDataVersion';
import { QueryOf, ReadAccess, RollupService } from './types';

/** Adds up one row per entity in SQL; never walks over the catalog. @internal */
export class DefaultRollupService implements RollupService {
  readonly #cache: AnswerCache;

  constructor(
    private readonly options: {
      knex: Knex;
      model: ScorecardModel;
      now: () => Date;
    },
  ) {
    const { knex, now } = options;
    this.#cache = new AnswerCache({
      readVersion: () => readDataVersion({ knex }),
      now: () => now().getTime(),
    });
  }

  async rollup(
    query: QueryOf<'getRollup'>,
    access: ReadAccess,
  ): Promise<RollupAnswer> {
    const context = this.#context(access);
    return this.#cache.get(keyOf('rollup', query, context.visible), () =>
      rollup(query, context),
    );
  }

  async trend(
    query: QueryOf<'getRollupTrend'>,
    access: ReadAccess,
  ): Promise<RollupTrendAnswer> {
    const context = this.#context(access);
    const now = this.options.now();
    const key = keyOf('trend', query, context.visible, now);
    return this.#cache.get(key, () => trend(query, { ...context, now }));
  }

  async movers(
    query: QueryOf<'getMovers'>,
    access: ReadAccess,
  ): Promise<MoversAnswer> {
    return movers(query, this.#context(access));
  }

  #context(access: ReadAccess) {
    const { knex, model } = this.options;
    return { knex, model, visible: access.visible };
  }
}

/** What an answer depends on besides the data; a trend also on the day. */
function keyOf(
  call: string,
  query: object,
  visible: EntityVisibility,
  now?: Date,
): string {
  const sight = visible.kind === 'refs' ? visible.fingerprint : visible;
  const day = now?.toISOString().slice(0, 10);
  return JSON.stringify([call, query, sight, day]);
}
