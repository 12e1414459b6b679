// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { mappedTier, resolveTier } from './resolveTier';
import { Tier, TIERS } from './schema';
import { tierOfWords } from './tierOfWords';

const BY_WORDS: Record<Tier, string[]> = {
  production: [
    'prod',
    'production',
    'prd',
    'live',
    'Production',
    'PROD',
    ' prod ',
    'prod-eu',
    'production-eu',
    'eu-west-1_prod',
    'prod1',
    'prod02',
    'prodEU',
    'shopProd',
    'shopProdEU2',
    'HTTPProd',
    'Production – web',
    'cd: prod cluster',
    'deploy-production.yml',
    'prod/eu/1',
    'staging-then-prod',
    'prod-gateway',
    'prod (copying)',
    'notify-prod',
    'prerelease-prod',
    'release-to-live',
  ],
  staging: [
    'staging',
    'stage',
    'stg',
    'uat',
    'uat2',
    'Stage-EU',
    'preprod',
    'preprod2',
    'PreProd',
    'preProduction',
    'pre-prod',
    'pre_prd',
    'pre production',
    'prelive',
    'prestaging',
    'product-catalog-staging',
    'production-staging',
    'shop-preprod-eu',
  ],
  testing: [
    'test',
    'testing',
    'qa',
    'qa2',
    'QA-eu',
    'prod-test',
    'pretest',
    'test-eu-1',
  ],
  development: [
    'dev',
    'development',
    'dev7',
    'preview',
    'review',
    'prod-preview',
    'preview-prod',
    'review/feature-prod',
    'review/prod',
    'Preview – web',
    'pr-17',
    'pr17',
    'PR #17',
    'pr/17/production',
    'PR17-prod',
    'pull-request-17',
    'pull_request/prod',
    'shop-pr-17',
    'products-dev',
    'live-stream-dev',
  ],
  other: [
    'products',
    'product-catalog',
    'alive',
    'delivery',
    'livestream',
    'github-pages',
    'eks-7f3a9c',
    'frankfurt',
    'productivity',
    'reproduction',
    'contest',
    'latest',
    'devops',
    'stages',
    'prevalidation',
    'notprodigy',
    'pr',
    'pr-eu',
    'nonprod',
    'NonProd',
    'non-prod',
    'not_production',
    'notlive',
    'nonprod2',
    'non-pre-prod',
    'non-staging',
    'prod-like',
    'prodLike',
    'production_mirror',
    'prod-gate',
    'prod shadow eu',
    'prod-dr',
    'prod2-dr',
    'production-backup',
    'prod-copy',
    'prod-sim',
    '',
    ' – ',
  ],
};

describe('tierOfWords', () => {
  it.each(
    TIERS.flatMap(tier => BY_WORDS[tier].map(name => [name, tier] as const)),
  )('takes %p for %s', (name, tier) => {
    expect(tierOfWords(name) ?? 'other').toBe(tier);
    expect(resolveTier(name)).toBe(tier);
  });

  it('tells what is not production from what no word tells', () => {
    expect(tierOfWords('non-prod')).toBe('other');
    expect(tierOfWords('products')).toBeUndefined();
  });

  const word = fc.constantFrom(
    'prod',
    'live',
    'staging',
    'test',
    'dev',
    'pre',
    'non',
    'like',
    'eu',
    'pr',
    '7',
    'shop',
  );
  const separator = fc.constantFrom('-', '_', '/', ' ', '.', ' – ', ': ');

  it('sees neither case, surrounding space nor which separator there is', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        separator,
        separator,
        (words, one, other) => {
          const tier = tierOfWords(words.join(one));
          expect(tierOfWords(words.join(other))).toBe(tier);
          expect(tierOfWords(` ${words.join(one).toUpperCase()} `)).toBe(tier);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is not changed by a word in front that tells nothing, but for reviews', () => {
    fc.assert(
      fc.property(
        fc
          .array(word, { minLength: 1, maxLength: 6 })
          .filter(([first, second]) => first !== 'pr' || second !== '7'),
        separator,
        (words, one) => {
          const text = words.join(one);
          expect(tierOfWords(`eu${one}shop${one}${text}`)).toBe(
            tierOfWords(text),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        expect([undefined, ...TIERS]).toContain(tierOfWords(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('resolveTier', () => {
  const mapping = [
    { pattern: 'eu.1*', tier: 'production' as const },
    { pattern: 'frankfurt', tier: 'production' as const },
    { pattern: 'prod-lab', tier: 'other' as const },
    { pattern: 'prod*', tier: 'production' as const },
  ];

  it.each<[string, Tier | undefined, Tier]>([
    ['frankfurt', undefined, 'production'],
    [' Frankfurt ', undefined, 'production'],
    ['frankfurt', 'other', 'production'],
    ['frankfurt', 'testing', 'production'],
    ['prod-lab', 'production', 'other'],
    ['product-docs', undefined, 'production'],
    ['eu.12', undefined, 'production'],
    ['eux12', undefined, 'other'],
    ['london', 'production', 'production'],
    ['staging', 'production', 'production'],
    ['live', 'other', 'other'],
    ['staging', undefined, 'staging'],
  ])('%p of a provider that says %p is %s', (name, told, tier) => {
    expect(resolveTier(name, told, mapping)).toBe(tier);
  });

  it('believes the provider more than the name', () => {
    expect(resolveTier('prod-like', 'testing')).toBe('testing');
  });

  it('tells what was mapped to other from what was not mapped', () => {
    expect(mappedTier('prod-lab', mapping)).toBe('other');
    expect(mappedTier('london', mapping)).toBeUndefined();
  });
});
