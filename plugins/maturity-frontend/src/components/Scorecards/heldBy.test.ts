// SPDX-License-Identifier: Apache-2.0
import { defaultModel } from '@delivery-maturity/backstage-plugin-maturity-common';
import { organizationFixture } from '../../testUtils';
import { heldBy } from './heldBy';

const [row] = organizationFixture(1);

function withLevels(level: number | undefined, levels: (number | undefined)[]) {
  return {
    level,
    dimensions: levels.map((one, index) => ({
      ...row.dimensions[0],
      dimensionId: 'abcd'[index],
      level: one,
    })),
  };
}

describe('heldBy', () => {
  it.each([
    ['the weakest dimension', withLevels(1, [2, 1, 3, 4]), ['b']],
    [
      'every weakest dimension',
      withLevels(0, [0, 1, 0, undefined]),
      ['a', 'c'],
    ],
    ['nothing at the highest level', withLevels(4, [4, 4, 4, 4]), []],
    ['nothing without a level', withLevels(undefined, [0, undefined]), []],
  ])('names %s', (_name, scorecard, holding) => {
    expect(heldBy(scorecard, defaultModel)).toEqual(holding);
  });

  it('names none where the mean decides', () => {
    const model = { ...defaultModel, policy: 'mean' as const };
    expect(heldBy(withLevels(1, [2, 1]), model)).toEqual([]);
  });
});
