// SPDX-License-Identifier: Apache-2.0
import { RateBudget } from '../DeliveryCollector';
import { RateBudgetError } from './errors';

/** What an answer of a host says of its rate limit. @public */
export interface RateLimit {
  limit: number;
  remaining: number;
  resetAt: Date;
}

/** The share of one rate limit that is ours to use. @public */
export class RateShare {
  readonly #options: RateShareOptions;
  #known: RateLimit | undefined;

  constructor(options: RateShareOptions) {
    this.#options = options;
  }

  /** Takes what any answer said. Hosts without a limit say nothing. */
  observe(limit: RateLimit | undefined) {
    this.#known = limit ?? this.#known;
  }

  /** Says where another request would take more than our share. */
  refusal(now: Date): RateBudgetError | undefined {
    const known = this.#known;
    if (!known || known.resetAt <= now) {
      return undefined;
    }
    const { provider, host, share, at, requests = 'requests' } = this.#options;
    const reserve = known.limit * (1 - share);
    if (known.remaining > reserve) {
      return undefined;
    }
    return new RateBudgetError(
      provider,
      `${known.remaining} of ${
        known.limit
      } ${requests} remain at '${host}', and ${Math.round(
        reserve,
      )} are kept for others. Reading goes on at ${known.resetAt.toISOString()}; raise '${at}.budgetShare' to use more.`,
      known.resetAt,
    );
  }

  /** Whether what can wait may take of our share: half of it stays for what is new. */
  hasSpare(now: Date): boolean {
    const known = this.#known;
    if (!known || known.resetAt <= now) {
      return true;
    }
    return known.remaining > known.limit * (1 - this.#options.share / 2);
  }

  /** After a wait for the next window: what the host says next counts. */
  forget() {
    this.#known = undefined;
  }

  /** To be shown; undefined where the host said nothing of a limit. */
  budget(): RateBudget | undefined {
    if (!this.#known) {
      return undefined;
    }
    const { limit, remaining, resetAt } = this.#known;
    const { host, share } = this.#options;
    return { host, remaining, limit, share, resetAt: resetAt.toISOString() };
  }
}

/** @public */
export interface RateShareOptions {
  /** As it stands in a sentence, for example `GitHub`. */
  provider: string;
  host: string;
  /** 0 to 1, see `readBudgetShare`. */
  share: number;
  /** Where the collector's options are, as `maturity.collectors.github`. */
  at: string;
  /** What is counted, where a host counts several kinds apart. Default: `requests`. */
  requests?: string;
}
