// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { CollectorEntity } from '../DeliveryCollector';
import { component } from '../testUtils';
import {
  ProviderNotFoundError,
  ProviderOutageError,
  ProviderPermissionError,
} from './errors';
import { failureOf } from './failureOf';
import { openCredentialGroups } from './openCredentialGroups';
import { RateShare } from './RateShare';
import { RecognitionScope } from './recognition';
import { targetsByRule } from './targetsByRule';

const NOW = new Date('2026-11-22T00:00:00.000Z');

function entityOf(name: string, target: string): CollectorEntity {
  return {
    entityRef: `component:default/${name}`,
    target,
    entity: component(name),
  };
}

describe('targetsByRule', () => {
  type Rule = RecognitionScope & { recognize: string; tags: string[] };
  const byDefault: Rule = { recognize: 'deployments', tags: [] };

  it('reads a target once for all entities whose rules say the same, whomever they are for', () => {
    const rules = new Map<string, Rule>([
      ['a', byDefault],
      ['b', { entity: 'component:default/b', tags: [], recognize: 'releases' }],
      ['c', { host: 'example.com', recognize: 'releases', tags: [] }],
      ['d', { entity: 'component:default/d', ...byDefault }],
    ]);
    const entities = [...rules.keys()].map(name =>
      entityOf(name, 'example.com/shop'),
    );
    const targets = targetsByRule(
      entities,
      ({ entity }) => rules.get(entity.metadata.name)!,
      byDefault,
    );
    expect(
      targets.map(({ entities: own }) =>
        own.map(({ entity }) => entity.metadata.name),
      ),
    ).toEqual([
      ['a', 'd'],
      ['b', 'c'],
    ]);
    const [main, other] = targets;
    expect(main.key).toBe('example.com/shop');
    expect(other.key).toMatch(/^example\.com\/shop#\w+$/);
    expect(main.keys).toEqual([main.key, other.key]);
  });
});

describe('openCredentialGroups', () => {
  it('reads together what has the same token, and says of each target whose credentials are refused why', async () => {
    const at = (host: string, owner: string) => ({ host, owner });
    const [shop, desk, app, lost] = [
      at('one', 'acme'),
      at('two', 'acme'),
      at('one', 'other'),
      at('one', 'lost'),
    ];
    const { groups, refused } = await openCredentialGroups({
      provider: 'Example',
      targets: [shop, desk, lost],
      templates: [app],
      keyOf: ({ host, owner }) => `${host}/${owner}`,
      async credentialsOf(key) {
        if (key === 'one/lost') {
          throw Object.assign(new Error('No such owner'), { status: 404 });
        }
        return { token: 'same' };
      },
      createClient: key => key,
      logger: mockServices.logger.mock(),
    });
    expect(groups).toEqual([
      { client: 'one/acme', targets: [shop], templates: [app] },
      { client: 'two/acme', targets: [desk], templates: [] },
    ]);
    expect(refused).toEqual([
      { target: lost, error: expect.any(ProviderPermissionError) },
    ]);
  });
});

describe('failureOf', () => {
  const target = {
    host: 'example.com',
    entities: [entityOf('shop', 'example.com/shop')],
  };
  const advice = { notFound: 'Look.', refused: 'Renew.', forbidden: 'Grant.' };

  it.each([
    [
      'an outage',
      new ProviderOutageError('Example', 'Down', { retryAt: NOW }),
      {
        state: 'stale',
        message: 'example.com: Down',
        retryAt: NOW.toISOString(),
      },
    ],
    [
      'what is not there',
      new ProviderNotFoundError('Example', 'Gone'),
      { state: 'not-found', message: 'Example says “Gone”. Look.' },
    ],
    [
      'credentials that are refused',
      new ProviderPermissionError('Example', 'Who?', true),
      { state: 'no-permission', message: 'Example says “Who?”. Renew.' },
    ],
    [
      'credentials that lack a permission',
      new ProviderPermissionError('Example', 'No'),
      { state: 'no-permission', message: 'Example says “No”. Grant.' },
    ],
    ['anything else', new Error('Odd'), { state: 'error', message: 'Odd' }],
  ])('says of %s what to do about it', (_what, error, status) => {
    expect(failureOf(target, error, advice)).toEqual([
      { kind: 'status', entityRef: 'component:default/shop', ...status },
    ]);
  });
});

describe('RateShare', () => {
  it('refuses the request that would take from others, until the limit is reset', () => {
    const share = new RateShare({
      provider: 'Example',
      host: 'example.com',
      share: 0.25,
      at: 'maturity.collectors.example',
    });
    const resetAt = new Date(NOW.getTime() + 60_000);
    share.observe({ limit: 100, remaining: 76, resetAt });
    expect(share.refusal(NOW)).toBeUndefined();
    expect(share.hasSpare(NOW)).toBe(false);
    share.observe({ limit: 100, remaining: 75, resetAt });
    expect(share.refusal(NOW)).toMatchObject({
      message: expect.stringContaining(
        'maturity.collectors.example.budgetShare',
      ),
      retryAt: resetAt,
    });
    expect(share.refusal(resetAt)).toBeUndefined();
  });
});
