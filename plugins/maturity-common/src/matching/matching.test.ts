// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { createMatchIndex, entitySources } from '.';

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
    [
      {
        'github.com/project-slug': 'acme/shop',
        'backstage.io/source-location':
          'url:https://git.acme.com/central/catalog/-/blob/main/shop.yaml',
      },
      ['github.com/acme/shop'],
    ],
    [
      {
        'dev.azure.com/host-org': 'dev.azure.com/acme',
        'dev.azure.com/project-repo': 'Retail Platform/shop',
      },
      ['dev.azure.com/acme/Retail Platform/_git/shop'],
    ],
  ])('reads %j', (annotations, repositories) => {
    expect(entitySources(entity('x', annotations as {})).repositories).toEqual(
      repositories,
    );
  });
});

describe('entitySources with the hosts of the integrations', () => {
  const hosts = {
    github: ['github.com', 'ghe.acme.com'],
    gitlab: ['gitlab.com', 'git.acme.com'],
  };

  it.each([
    ['github', 'https://ghe.acme.com/acme/catalog/tree/main/', 'ghe.acme.com'],
    ['github', 'https://git.acme.com/acme/shop/-/tree/main/', 'github.com'],
    [
      'github',
      'https://gitea.acme.com/acme/catalog/src/branch/main/',
      'github.com',
    ],
    [
      'gitlab',
      'https://git.acme.com/central/catalog/-/blob/main/',
      'git.acme.com',
    ],
    ['gitlab', 'https://ghe.acme.com/acme/shop/tree/main/', 'gitlab.com'],
    ['gitlab', undefined, 'gitlab.com'],
  ])('%s slug with a catalog file at %s is on %s', (provider, url, host) => {
    const annotations = {
      [`${provider}.com/project-slug`]: 'acme/shop',
      ...(url && { 'backstage.io/source-location': `url:${url}` }),
    };
    expect(entitySources(entity('x', annotations), hosts).repositories).toEqual(
      [`${host}/acme/shop`],
    );
  });

  it('takes the only host that is configured', () => {
    expect(
      entitySources(entity('x', { 'github.com/project-slug': 'acme/shop' }), {
        github: ['ghe.acme.com'],
        gitlab: [],
      }).repositories,
    ).toEqual(['ghe.acme.com/acme/shop']);
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
    [{ service: ' CART ' }, ['cart']],
    [{ repository: mono, service: 'Pay-Batch' }, ['pay', 'whole']],
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
      "Repository 'github.com/acme/owned' is known, but none of its entities owns service 'other'. 'component:default/owned' owns 'owned'. Add the annotation delivery-maturity.io/service: other to the catalog-info.yaml of the entity that does.",
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

  it.each([
    [
      'https://ghe.acme.com/acme/shop',
      "'component:default/shop' names 'github.com/Acme/Shop', which is on 'github.com' instead of 'ghe.acme.com'.",
    ],
    [
      'https://github.com:8443/acme/shop',
      "'component:default/shop' names 'github.com/Acme/Shop', which has the port 'none' instead of '8443'.",
    ],
    [
      'https://github.com/acme-inc/shop',
      "'component:default/shop' names 'github.com/Acme/Shop', which is in 'acme' instead of 'acme-inc'.",
    ],
    [
      'https://github.com/acme/mo-no',
      "'component:default/cart' names 'github.com/acme/mono', which is spelled otherwise.",
    ],
  ])('names the entity that %s nearly is of', (repository, sentence) => {
    const result = index.match({ repository }) as { reason: string };
    expect(result.reason).toContain(`. ${sentence} If that is the one, `);
    expect(result.reason).toContain(' otherwise add the annotation ');
  });
});
