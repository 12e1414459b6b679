// SPDX-License-Identifier: Apache-2.0
import { NamedRateLimit } from '@delivery-maturity/backstage-plugin-maturity-node';

/** Reads the headers of any answer. Hosts without a limit, as most self-managed ones, send none. @internal */
export function readLimit(headers: Headers): NamedRateLimit | undefined {
  const limit = numberOf(headers.get('ratelimit-limit'));
  const remaining = numberOf(headers.get('ratelimit-remaining'));
  const reset = numberOf(headers.get('ratelimit-reset'));
  return limit && remaining !== undefined && reset
    ? { limit, remaining, resetAt: new Date(reset * 1000) }
    : undefined;
}

function numberOf(value: string | null): number | undefined {
  const number = value === null ? NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}
