// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  mappedTier,
  resolveTier,
  Tier,
  TierPattern,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** How many are listed; the largest. */
const MAX_ENVIRONMENTS = 100;

/**
 * Environments of which nobody knows what tier they are, those with the most deployments first. One that is mapped to
 * `other` is known to be none of the tiers, and is not listed.
 *
 * @param counts - deployments by the environment's name and the tier that its provider tells
 * @internal
 */
export function unmappedEnvironments(
  counts: { environment: string; tier: string | null; records: number }[],
  tierPatterns: readonly TierPattern[],
): { environment: string; records: number }[] {
  const unmapped = new Map<string, { environment: string; records: number }>();
  for (const { environment, tier, records } of [...counts].sort(byRecords)) {
    const told = (tier ?? undefined) as Tier | undefined;
    const isOpen =
      mappedTier(environment, tierPatterns) === undefined &&
      resolveTier(environment, told, tierPatterns) === 'other';
    if (!isOpen) continue;
    const key = environmentKey(environment);
    const known = unmapped.get(key);
    if (known) {
      known.records += records;
    } else {
      unmapped.set(key, { environment, records });
    }
  }
  return [...unmapped.values()].sort(byRecords).slice(0, MAX_ENVIRONMENTS);
}

function byRecords(
  a: { environment: string; records: number },
  b: { environment: string; records: number },
): number {
  return b.records - a.records || (a.environment < b.environment ? -1 : 1);
}
