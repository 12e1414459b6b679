// SPDX-License-Identifier: Apache-2.0
import {
  RateLimit,
  RateShare,
  RateShareOptions,
} from '../collecting/RateShare';
import { RateBudgetError } from '../collecting/errors';
import { RateBudget } from '../DeliveryCollector';

/** The limit of a host that counts all requests alike, and the main one of a host that counts several kinds apart. @public */
export const MAIN_LIMIT = 'core';

/** What an answer says of one of the limits of its host. @public */
export interface NamedRateLimit extends RateLimit {
  /** Which of the limits, where a host counts kinds of requests apart. Default: `core`. */
  name?: string;
}

/** @public */
export type RateSharesOptions = Omit<RateShareOptions, 'requests'> & {
  /** True where the host counts several kinds of requests apart, so that sentences say of which they speak. */
  areSeveral?: boolean;
};

/**
 * Our share of each limit of one host and one set of credentials. It outlives a run: what a host said of a limit holds
 * until the limit is reset.
 *
 * @public
 */
export class RateShares {
  readonly #options: RateSharesOptions;
  readonly #shares = new Map<string, RateShare>();

  constructor(options: RateSharesOptions) {
    this.#options = options;
  }

  /** Takes what any answer said. Hosts without a limit say nothing. */
  observe(limit: NamedRateLimit | undefined) {
    if (limit) {
      this.#shareOf(limit.name ?? MAIN_LIMIT).observe(limit);
    }
  }

  /** Says where another request would take more than our share. */
  refusal(now: Date, name = MAIN_LIMIT): RateBudgetError | undefined {
    return this.#shares.get(name)?.refusal(now);
  }

  /** Whether what can wait may take of our share, see `RateShare`. */
  hasSpare(now: Date, name = MAIN_LIMIT): boolean {
    return this.#shares.get(name)?.hasSpare(now) ?? true;
  }

  /** After a wait for the next window: what the host says next counts. */
  forget(name = MAIN_LIMIT) {
    this.#shares.get(name)?.forget();
  }

  /** To be shown; empty where the host said nothing of a limit. */
  budgets(): RateBudget[] {
    const { host } = this.#options;
    return [...this.#shares].flatMap(([name, share]) => {
      const budget = share.budget();
      return budget
        ? [
            {
              ...budget,
              host: name === MAIN_LIMIT ? host : `${host} (${name})`,
            },
          ]
        : [];
    });
  }

  #shareOf(name: string): RateShare {
    let share = this.#shares.get(name);
    if (!share) {
      const { areSeveral, ...options } = this.#options;
      share = new RateShare({
        ...options,
        ...(areSeveral && { requests: `requests (${name})` }),
      });
      this.#shares.set(name, share);
    }
    return share;
  }
}
