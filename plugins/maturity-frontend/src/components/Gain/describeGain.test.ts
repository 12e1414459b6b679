// SPDX-License-Identifier: Apache-2.0
import { defaultModel } from '@delivery-maturity/backstage-plugin-maturity-common';
import { defaultTexts } from '../../__testUtils__/defaultTexts';
import { formatNumber, formatPercent } from '../../format';
import { Gain, describeGain } from './describeGain';

const words = {
  t: defaultTexts(),
  levelName: (level: number) => defaultModel.levels[level].name,
  dimensionTitle: (id: string) =>
    defaultModel.dimensions.find(dimension => dimension.id === id)!.title,
  number: (value: number, digits = 0) => formatNumber(value, digits, 'en'),
  percent: (ratio: number) => formatPercent(ratio, 'en'),
};

const approvals = {
  what: 'dimension' as const,
  dimensionId: 'approval-bottlenecks',
  level: 2,
};

describe('describeGain', () => {
  it.each<[Gain, string]>([
    [
      { gain: 2.64, lifts: { what: 'scorecard', level: 2 } },
      '+2.6 points, service → Standardized',
    ],
    [
      { gain: 2.6, lifts: approvals },
      '+2.6 points, raises Approval bottlenecks to Standardized',
    ],
    [{ gain: 1 }, '+1 point'],
    [
      { gain: 0, lifts: approvals },
      'raises Approval bottlenecks to Standardized',
    ],
    [{ gain: 0 }, ''],
    [{ gain: 0, kind: 'connect-source', coverageGain: 0.25 }, '+25 % coverage'],
    [{ gain: 0, coverageGain: 0.25 }, '+25 % coverage'],
    [{ gain: 0, kind: 'connect-source' }, 'raises the coverage'],
  ])('says %j as “%s”', (gain, text) => {
    expect(describeGain(gain, words).replace(/\u00a0/g, ' ')).toBe(text);
  });

  it('never says the same of a scorecard and of a dimension', () => {
    const lift = (lifts: Gain['lifts']) =>
      describeGain({ gain: 3, lifts }, words);
    expect(lift({ what: 'scorecard', level: 3 })).not.toBe(
      lift({ ...approvals, level: 3 }),
    );
  });
});
