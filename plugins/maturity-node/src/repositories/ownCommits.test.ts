// SPDX-License-Identifier: Apache-2.0
import { component } from '../testUtils';
import { namedPlaces, ownCommits } from './ownCommits';

function entityWith(name: string, paths?: string) {
  const annotations: Record<string, string> = paths
    ? { 'delivery-maturity.io/paths': paths }
    : {};
  return { entityRef: name, entity: component(name, annotations) };
}

describe('namedPlaces', () => {
  it.each<[string, string | undefined, string[] | undefined]>([
    ['nothing', undefined, undefined],
    ['a folder', 'apps/shop/', ['apps/shop']],
    ['a pattern', 'apps/shop/**', ['apps/shop']],
    ['a pattern within a name', 'apps/shop-*/src', ['apps']],
    ['two of one folder', 'apps/shop/*.ts, apps/shop/*.md', ['apps/shop']],
    ['a pattern of everything', '**, apps/shop', undefined],
  ])('knows of %s', (_name, paths, expected) => {
    expect(namedPlaces([entityWith('shop', paths)]).get('shop')).toEqual(
      expected,
    );
  });
});

describe('ownCommits', () => {
  const own = ownCommits(new Map([['shop', ['apps/shop', 'lib']]]), {
    listed: new Set(['a', 'b', 'c']),
    touching: new Map([
      ['apps/shop', new Set(['a'])],
      ['lib', new Set(['b'])],
    ]),
  }).get('shop')!;

  it.each([
    ['a', true],
    ['b', true],
    ['c', false],
    ['on another branch', true],
  ])('of %s is %s', (revision, expected) => {
    expect(own(revision)).toBe(expected);
  });

  it('are all of a place that could not be listed to its end', () => {
    const all = ownCommits(new Map([['shop', ['lib']]]), {
      listed: new Set(['a']),
      touching: new Map(),
    }).get('shop')!;
    expect(all('a')).toBe(true);
  });
});
