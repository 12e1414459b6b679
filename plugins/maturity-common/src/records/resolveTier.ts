// SPDX-License-Identifier: Apache-2.0
import { Tier } from './schema';

/** Maps environment names to a tier: `*` matches anything, case does not matter. @public */
export interface TierPattern {
  pattern: string;
  tier: Tier;
}

/** First match wins; pull-request environments come before everything that their names may begin with. @public */
export const DEFAULT_TIER_PATTERNS: TierPattern[] = [
  { pattern: 'pr-*', tier: 'development' },
  { pattern: 'pr/*', tier: 'development' },
  { pattern: 'pull-request*', tier: 'development' },
  { pattern: 'pull_request*', tier: 'development' },
  { pattern: 'preprod*', tier: 'staging' },
  { pattern: 'prod*', tier: 'production' },
  { pattern: 'production', tier: 'production' },
  { pattern: 'live', tier: 'production' },
  { pattern: 'stag*', tier: 'staging' },
  { pattern: 'uat', tier: 'staging' },
  { pattern: 'test*', tier: 'testing' },
  { pattern: 'qa*', tier: 'testing' },
  { pattern: 'dev*', tier: 'development' },
  { pattern: 'preview*', tier: 'development' },
  { pattern: 'review*', tier: 'development' },
];

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
          .split('*')
          .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*')}$`,
        'i',
      ),
      tier,
    }));
    compiled.set(patterns, result);
  }
  return result;
}

/**
 * The tier of an environment: the provider's own word, else the first pattern that matches, else `other`.
 *
 * @public
 */
export function resolveTier(
  environment: string,
  tier?: Tier,
  patterns: readonly TierPattern[] = DEFAULT_TIER_PATTERNS,
): Tier {
  if (tier) {
    return tier;
  }
  const name = environment.trim();
  return (
    compile(patterns).find(({ expression }) => expression.test(name))?.tier ??
    'other'
  );
}
