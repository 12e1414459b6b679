// SPDX-License-Identifier: Apache-2.0
import { RateBudget } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubBudgetError } from './errors';

/** The resources of GitHub's rate limit that are used here. @internal */
export type RateResource = 'core' | 'graphql';

interface Known {
  remaining: number;
  limit: number;
  resetAt: Date;
}

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

/** What a host says of its rate limit, and the share of it that is ours to use. @internal */
export class RateBudgets {
  readonly #host: string;
  readonly #share: number;
  readonly #known = new Map<string, Known>();

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
    this.#known.set(String(headers['x-ratelimit-resource'] ?? 'core'), {
      limit,
      remaining,
      resetAt,
    });
  }

  /** Throws where another request would take more than our share. */
  check(resource: RateResource, now: Date) {
    const known = this.#known.get(resource);
    if (!known || known.resetAt <= now) {
      return;
    }
    const reserve = known.limit * (1 - this.#share);
    if (known.remaining > reserve) {
      return;
    }
    throw new GithubBudgetError(
      `${known.remaining} of ${known.limit} requests (${resource}) remain at '${
        this.#host
      }', and ${Math.round(
        reserve,
      )} are kept for others. Reading goes on at ${known.resetAt.toISOString()}; raise 'maturity.collectors.github.budgetShare' to use more.`,
      known.resetAt,
    );
  }

  /** Whether what can wait may take of our share: half of it stays for what is new. */
  hasSpare(resource: RateResource, now: Date): boolean {
    const known = this.#known.get(resource);
    return (
      !known ||
      known.resetAt <= now ||
      known.remaining > known.limit * (1 - this.#share / 2)
    );
  }

  list(): RateBudget[] {
    return [...this.#known].map(([resource, known]) => ({
      host: resource === 'core' ? this.#host : `${this.#host} (${resource})`,
      remaining: known.remaining,
      limit: known.limit,
      share: this.#share,
      resetAt: known.resetAt.toISOString(),
    }));
  }
}
