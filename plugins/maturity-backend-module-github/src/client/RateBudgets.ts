// SPDX-License-Identifier: Apache-2.0
import {
  RateBudget,
  RateShare,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { CONFIG_PREFIX } from '../config';
import { PROVIDER } from './errors';

/** The resources of GitHub's rate limit that are used here. @internal */
export type RateResource = 'core' | 'graphql';

/** When a limit is reset by our clock, which need not be the host's. @internal */
export function resetOf(
  headers: Record<string, string | number | undefined>,
  now: Date,
): Date | undefined {
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  const said = Date.parse(String(headers.date));
  const skew = Number.isNaN(said) ? 0 : said - now.getTime();
  return Number.isNaN(reset) ? undefined : new Date(reset - skew);
}

/** What a host says of its rate limits, and the share of them that is ours to use. @internal */
export class RateBudgets {
  readonly #host: string;
  readonly #share: number;
  readonly #shares = new Map<string, RateShare>();

  constructor(host: string, share: number) {
    this.#host = host;
    this.#share = share;
  }

  /** Reads the headers of any answer. Hosts without a limit send none. */
  observe(headers: Record<string, string | number | undefined>, now: Date) {
    const limit = Number(headers['x-ratelimit-limit']);
    const remaining = Number(headers['x-ratelimit-remaining']);
    const resetAt = resetOf(headers, now);
    if (!(limit > 0) || Number.isNaN(remaining) || !resetAt) {
      return;
    }
    const resource = String(headers['x-ratelimit-resource'] ?? 'core');
    const known = this.#shares.get(resource) ?? this.#shareOf(resource);
    known.observe({ limit, remaining, resetAt });
    this.#shares.set(resource, known);
  }

  /** Throws where another request would take more than our share. */
  check(resource: RateResource, now: Date) {
    const refusal = this.#shares.get(resource)?.refusal(now);
    if (refusal) {
      throw refusal;
    }
  }

  /** Whether what can wait may take of our share, see `RateShare`. */
  hasSpare(resource: RateResource, now: Date): boolean {
    return this.#shares.get(resource)?.hasSpare(now) ?? true;
  }

  list(): RateBudget[] {
    return [...this.#shares].flatMap(([resource, share]) => {
      const budget = share.budget();
      const host =
        resource === 'core' ? this.#host : `${this.#host} (${resource})`;
      return budget ? [{ ...budget, host }] : [];
    });
  }

  #shareOf(resource: string): RateShare {
    return new RateShare({
      provider: PROVIDER,
      host: this.#host,
      share: this.#share,
      at: CONFIG_PREFIX,
      requests: `requests (${resource})`,
    });
  }
}
