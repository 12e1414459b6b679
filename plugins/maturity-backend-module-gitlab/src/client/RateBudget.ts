// SPDX-License-Identifier: Apache-2.0
import { RateBudget as ReportedBudget } from '@delivery-maturity/backstage-plugin-maturity-node';
import { GitlabBudgetError } from './errors';

/** What a host says of its rate limit, and the share of it that is ours to use. @internal */
export class RateBudget {
  #known: { remaining: number; limit: number; resetAt: Date } | undefined;

  constructor(readonly host: string, readonly share: number) {}

  /** Reads the headers of any answer. Hosts without a limit, as most self-managed ones, send none. */
  observe(headers: Headers) {
    const limit = numberOf(headers.get('ratelimit-limit'));
    const remaining = numberOf(headers.get('ratelimit-remaining'));
    const reset = numberOf(headers.get('ratelimit-reset'));
    if (limit && remaining !== undefined && reset) {
      this.#known = { limit, remaining, resetAt: new Date(reset * 1000) };
    }
  }

  /** Says where another request would take more than our share. */
  refusal(now: Date): GitlabBudgetError | undefined {
    const known = this.#known;
    if (!known || known.resetAt <= now) {
      return undefined;
    }
    const reserve = known.limit * (1 - this.share);
    if (known.remaining > reserve) {
      return undefined;
    }
    return new GitlabBudgetError(
      `${known.remaining} of ${known.limit} requests remain at '${
        this.host
      }', and ${Math.round(
        reserve,
      )} are kept for others. Reading goes on at ${known.resetAt.toISOString()}; raise 'maturity.collectors.gitlab.budgetShare' to use more.`,
      known.resetAt,
    );
  }

  /** After a wait for the next window: what the host says next counts. */
  forget() {
    this.#known = undefined;
  }

  list(): ReportedBudget[] {
    return this.#known
      ? [
          {
            host: this.host,
            remaining: this.#known.remaining,
            limit: this.#known.limit,
            share: this.share,
            resetAt: this.#known.resetAt.toISOString(),
          },
        ]
      : [];
  }
}

function numberOf(value: string | null): number | undefined {
  const number = value === null ? NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}
