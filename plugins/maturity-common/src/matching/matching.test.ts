// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { createMatchIndex, entitySources, normalizeRepository } from '.';

describe('normalizeRepository', () => {
  it.each([
    ['github.com/acme/shop', 'github.com/acme/shop'],
    ['GitHub.com/Acme/Shop', 'github.com/Acme/Shop'],
    ['https://github.com/acme/shop', 'github.com/acme/shop'],
    ['https://www.github.com/acme/shop/', 'github.com/acme/shop'],
    ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
    ['git+https://token@github.com/acme/shop.git', 'github.com/acme/shop'],
    ['http://github.com/acme/shop?tab=readme#top', 'github.com/acme/shop'],
    ['git://github.com/acme/shop', 'github.com/acme/shop'],
    ['//github.com/acme/shop', 'github.com/acme/shop'],
    ['ssh://git@github.com:22/acme/shop.git', 'github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
    [
      'git@gitlab.acme.com:group/sub/shop.git',
      'gitlab.acme.com/group/sub/shop',
    ],
    [
      'url:https://github.com/acme/shop/tree/main/services/a/',
      'github.com/acme/shop',
    ],
    [
      'https://github.com/acme/shop/blob/main/catalog-info.yaml',
      'github.com/acme/shop',
    ],
    ['https://api.github.com/repos/acme/shop', 'github.com/acme/shop'],
    [
      'https://github.acme.com/api/v3/repos/acme/shop',
      'github.acme.com/acme/shop',
    ],
    [
      'https://github.acme.com:8443/acme/shop/pull/7',
      'github.acme.com/acme/shop',
    ],
    [
      'https://gitlab.com/group/sub/shop/-/tree/main/x',
      'gitlab.com/group/sub/shop',
    ],
    ['pkg:github/acme/shop@v1.2.3', 'github.com/acme/shop'],
    ['pkg:github/acme/shop@pkg%401.2.3#sub/path', 'github.com/acme/shop'],
    ['pkg:gitlab/acme/group/shop@v1', 'gitlab.com/acme/group/shop'],
    [
      'pkg:oci/shop@sha256%3Aab?vcs_url=git%2Bhttps://github.com/acme/shop.git%40abc',
      'github.com/acme/shop',
    ],
    [' https://bitbucket.org/acme/shop/src/main/ ', 'bitbucket.org/acme/shop'],
  ])('%s is %s', (value, repository) => {
    expect(normalizeRepository(value)).toBe(repository);
  });

  it.each([
    '',
    'shop',
    'acme/shop',
    '/monitoring/prod1',
    'https://github.com/acme',
    'https://jenkins',
    'pkg:oci/shop@sha256%3Aab',
    'pkg:npm/%40acme/shop@1.0.0',
    'pkg:',
    'tekton',
    'x'.repeat(3000),
    'github.com/a b/c',
  ])('%s names no repository', value => {
    expect(normalizeRepository(value)).toBeUndefined();
  });
});

function entity(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
  };
}

describe('entitySources', () => {
  it.each([
    [{ 'github.com/project-slug': 'acme/shop' }, ['github.com/acme/shop']],
    [
      {
        'github.com/project-slug': 'acme/shop',
        'backstage.io/source-location':
          'url:https://ghe.acme.com/acme/shop/tree/main/',
      },
      ['ghe.acme.com/acme/shop'],
    ],
    [
      {
        'gitlab.com/project-slug': 'group/sub/shop',
        'backstage.io/source-location':
          'url:https://github.com/acme/catalog/tree/main/',
      },
      ['gitlab.com/group/sub/shop'],
    ],
    [
      {
        'backstage.io/source-location':
          'url:https://github.com/acme/shop/tree/main/a/',
      },
      ['github.com/acme/shop'],
    ],
    [
      {
        'github.com/project-slug': 'acme/shop',
        'delivery-maturity.io/source':
          'git@gitlab.com:acme/deploy.git, github.com/acme/shop',
      },
      ['github.com/acme/shop', 'gitlab.com/acme/deploy'],
    ],
    [{ 'backstage.io/source-location': 'file:/tmp/x' }, []],
  ])('reads %j', (annotations, repositories) => {
    expect(entitySources(entity('x', annotations as {})).repositories).toEqual(
      repositories,
    );
  });
});

describe('MatchIndex', () => {
  const index = createMatchIndex([
    entity('shop', { 'github.com/project-slug': 'Acme/Shop' }),
    entity('cart', {
      'github.com/project-slug': 'acme/mono',
      'delivery-maturity.io/paths': 'services/cart, libs/*/cart',
      'delivery-maturity.io/service': 'cart',
    }),
    entity('pay', {
      'github.com/project-slug': 'acme/mono',
      'delivery-maturity.io/paths': './services/pay/**',
      'delivery-maturity.io/service': 'pay, pay-batch',
    }),
    entity('whole', { 'github.com/project-slug': 'acme/mono' }),
    entity('owned', {
      'github.com/project-slug': 'acme/owned',
      'delivery-maturity.io/service': 'owned',
      'delivery-maturity.io/paths': 'a',
    }),
  ]);
  const mono = 'https://github.com/acme/mono';

  it.each([
    [{ repository: 'github.com/acme/shop' }, ['shop']],
    [{ repository: 'git@github.com:ACME/shop.git', service: 'any' }, ['shop']],
    [{ repository: mono }, ['cart', 'pay', 'whole']],
    [{ repository: mono, service: 'pay-batch' }, ['pay', 'whole']],
    [
      { repository: mono, paths: ['services/cart/src/a.ts'] },
      ['cart', 'whole'],
    ],
    [{ repository: mono, paths: ['libs/ui/cart/x'] }, ['cart', 'whole']],
    [{ repository: mono, paths: ['services/cart-api/x'] }, ['whole']],
    [
      { repository: mono, paths: ['services/cart/x', 'services/pay/y'] },
      ['cart', 'pay', 'whole'],
    ],
    [{ service: 'cart' }, ['cart']],
  ])('%j belongs to %j', (query, names) => {
    expect(index.match(query)).toEqual({
      entityRefs: names.map(name => `component:default/${name}`),
    });
  });

  it.each([
    [
      { repository: 'github.com/acme/x' },
      "No catalog entity names repository 'github.com/acme/x'. Add the annotation github.com/project-slug: acme/x to its catalog-info.yaml.",
    ],
    [
      { repository: 'https://git.acme.com/a/b' },
      "No catalog entity names repository 'git.acme.com/a/b'. Add the annotation delivery-maturity.io/source: git.acme.com/a/b to its catalog-info.yaml.",
    ],
    [
      { repository: 'github.com/acme/owned', service: 'other' },
      "Repository 'github.com/acme/owned' is known, but none of its entities owns service 'other'. Add the annotation delivery-maturity.io/service: other to the catalog-info.yaml of the entity that does.",
    ],
    [
      { repository: 'github.com/acme/owned', paths: ['b/c'] },
      "Repository 'github.com/acme/owned' is known, but none of its entities owns path 'b/c'. Add the annotation delivery-maturity.io/paths with a pattern that covers it to the catalog-info.yaml of the entity that does.",
    ],
    [
      { repository: 'nonsense' },
      "'nonsense' names no repository. Send it as host/owner/name or as a URL.",
    ],
    [
      { service: 'x' },
      "It names no repository, and no catalog entity owns service 'x'. Add the annotation delivery-maturity.io/service: x to a catalog-info.yaml, or send the repository with it.",
    ],
    [
      {},
      'It names neither a repository nor a service. Send the repository as host/owner/name, in the source or the subject.',
    ],
  ])('%j teaches what is missing', (query, reason) => {
    expect(index.match(query)).toEqual({ reason });
  });
});
