// SPDX-License-Identifier: Apache-2.0
import { Tier } from './schema';
import { tierOfWords } from './tierOfWords';

/** Maps environment names to a tier: `*` matches anything, case does not matter. @public */
export interface TierPattern {
  pattern: string;
  tier: Tier;
}

/** The mapping of an operator who has mapped nothing: names are read by their words. @public */
export const DEFAULT_TIER_PATTERNS: TierPattern[] = [];

// Patterns are configuration and few; compiling them for each of millions of records would dominate.
const compiled = new WeakMap<
  readonly TierPattern[],
  { expression: RegExp; tier: Tier }[]
>();

function compile(patterns: readonly TierPattern[]) {
  let result = compiled.get(patterns);
  if (!result) {
    result = patterns.map(({ pattern, tier }) => ({
      expression: new RegExp(
        `^${pattern
          .trim()
          .split('*')
          .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*')}$`,
        'is',
      ),
      tier,
    }));
    compiled.set(patterns, result);
  }
  return result;
}

/** The tier that an operator mapped an environment to: the first pattern that matches its name. @public */
export function mappedTier(
  environment: string,
  patterns: readonly TierPattern[],
): Tier | undefined {
  const name = environment.trim();
  return compile(patterns).find(({ expression }) => expression.test(name))
    ?.tier;
}

/**
 * The tier of an environment: the operator's mapping, else the provider's own field, else what the words of the
 * name tell, else `other`. The mapping also wins over a provider's `other`: whoever maps a name knows better.
 *
 * @param tier - the provider's own field
 * @param patterns - the operator's mapping
 * @public
 */
export function resolveTier(
  environment: string,
  tier?: Tier,
  patterns: readonly TierPattern[] = DEFAULT_TIER_PATTERNS,
): Tier {
  return (
    mappedTier(environment, patterns) ??
    tier ??
    tierOfWords(environment) ??
    'other'
  );
}
