// SPDX-License-Identifier: Apache-2.0
import { defaultTexts } from '../../__testUtils__/defaultTexts';
import { formatHours, formatNumber } from '../../format';
import { describeTimeLost } from './describeTimeLost';

const words = {
  t: defaultTexts(),
  hours: (value: number) => formatHours(value, 'en'),
  number: (value: number, digits = 0) => formatNumber(value, digits, 'en'),
};
const lost = {
  target: 24,
  changes: 212,
  beyond: 160,
  perWeek: 12.44,
  hours: 21.5,
  workingHours: 7.25,
  segments: [],
};

describe('describeTimeLost', () => {
  it.each([
    [
      'of one target',
      lost,
      'A change takes 22 h (7.3 h of working time) longer on average than the target of 24 h allows; 160 of 212 changes take longer, 12.4 a week.',
    ],
    [
      'of the targets of many',
      { ...lost, target: undefined },
      'A change takes 22 h (7.3 h of working time) longer on average than its target allows; 160 of 212 changes take longer, 12.4 a week.',
    ],
    [
      'of nothing',
      { ...lost, beyond: 0, perWeek: 0, hours: 0, workingHours: 0 },
      'All 212 changes were within the target.',
    ],
  ])('tells the mean over changes, never a sum: %s', (_name, value, text) => {
    expect(describeTimeLost(value, words).replace(/\u00a0/g, ' ')).toBe(text);
  });
});
