// SPDX-License-Identifier: Apache-2.0
import { sourcesFixture } from '../../testUtils/sources';
import { collectorHealth, worstFirst } from './collectorHealth';

const [well] = sourcesFixture(60).collectors;

describe('collectorHealth', () => {
  it.each([
    ['ok', {}, 'ok'],
    ['without entities', { entities: 0 }, 'reads-nothing'],
    ['without records', { records: 0 }, 'reads-nothing'],
    ['not run yet', { entities: 0, lastRunAt: undefined }, 'ok'],
    ['running', { entities: 0, state: 'running' as const }, 'running'],
    ['failing', { entities: 0, state: 'error' as const }, 'error'],
  ])('calls one that is %s what it is', (_name, change, health) => {
    expect(collectorHealth({ ...well, ...change }, 60)).toBe(health);
  });

  it('blames nobody where there is nothing to read', () => {
    expect(collectorHealth({ ...well, entities: 0 }, 0)).toBe('ok');
  });
});

describe('worstFirst', () => {
  it('puts failing, stale and empty ones before those that are well', () => {
    const collectors = [
      { ...well, id: 'well' },
      { ...well, id: 'empty', entities: 0 },
      { ...well, id: 'stale', state: 'stale' as const },
      { ...well, id: 'failing', state: 'error' as const },
    ];
    expect(worstFirst(collectors, 60).map(({ id }) => id)).toEqual([
      'failing',
      'stale',
      'empty',
      'well',
    ]);
  });
});
