// SPDX-License-Identifier: Apache-2.0
import { NamedRateLimit } from '@delivery-maturity/backstage-plugin-maturity-node';

/** The resources of GitHub's rate limit that are used here. @internal */
export type RateResource = 'core' | 'graphql';

/** Reads the headers of any answer. Hosts without a limit send none. @internal */
export function readLimit(
  headers: Headers,
  now: Date,
): NamedRateLimit | undefined {
  const numberOf = (name: string) => Number(headers.get(name) ?? NaN);
  const limit = numberOf('x-ratelimit-limit');
  const remaining = numberOf('x-ratelimit-remaining');
  const reset = numberOf('x-ratelimit-reset') * 1000;
  if (!(limit > 0) || Number.isNaN(remaining) || Number.isNaN(reset)) {
    return undefined;
  }
  return {
    limit,
    remaining,
    resetAt: new Date(reset - skewOf(headers, now)),
    name: headers.get('x-ratelimit-resource') ?? 'core',
  };
}

/** By how much the host's clock is ahead of ours. */
function skewOf(headers: Headers, now: Date): number {
  const said = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(said) ? 0 : said - now.getTime();
}
