// SPDX-License-Identifier: Apache-2.0
import { formatBeside, formatHours, formatPercent } from './formatMeasure';
import { formatRelative } from './formatTime';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('formatHours', () => {
  it.each([
    [0, '0 h'],
    [0.005, '< 1 min'],
    [0.25, '15 min'],
    [22 / 60, '22 min'],
    [0.999, '1 h'],
    [1, '1 h'],
    [9.5, '9.5 h'],
    [26, '26 h'],
    [71.4, '71 h'],
    [76, '3 d 4 h'],
    [168, '7 d'],
    [730, '30 d'],
  ])('%s hours read %s', (hours, text) => {
    expect(plain(formatHours(hours, 'en'))).toBe(text);
  });
});

describe('formatPercent', () => {
  it.each([
    [0.54, '54 %'],
    [0.948, '94.8 %'],
    [1, '100 %'],
    [0.021, '2.1 %'],
  ])('%s reads %s', (ratio, text) => {
    expect(plain(formatPercent(ratio, 'en'))).toBe(text);
  });
});

describe('formatBeside', () => {
  const t = ((key: string, values: Record<string, unknown>) =>
    [key, ...Object.values(values ?? {})].join(' ')) as any;
  it.each([
    [4.98, [1, 5], 'per-week', 'measure.perWeek 4.98'],
    [4.9996, [1, 5], 'per-week', 'measure.perWeek 4.9996'],
    [5, [1, 5], 'per-week', 'measure.perWeek 5'],
    [4.8, [1, 5], 'per-week', 'measure.perWeek 4.8'],
    [24.3, [null, 24], 'hours', '24.3 h'],
    [72.3, [72], 'hours', '3 d 0.3 h'],
    [337, [336], 'hours', '14.04 d'],
    [0.505, [0.5], 'hours', '30.3 min'],
    [0.9498, [0.95], 'ratio', '94.98 %'],
    [1 / 3, [1 / 3], 'ratio', '33 %'],
    [2.04, [2], 'days', 'measure.days 2.04'],
    [1, [1], 'boolean', 'measure.yes'],
  ])('%s beside %j (%s) reads %s', (value, thresholds, unit, text) => {
    expect(plain(formatBeside(value, thresholds, unit, t, 'en'))).toBe(text);
  });
});

describe('formatRelative', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  it.each([
    ['2026-11-22T11:58:00Z', '2 minutes ago'],
    ['2026-11-22T11:59:50Z', 'now'],
    ['2026-11-25T12:00:00Z', 'in 3 days'],
  ])('%s reads %s', (instant, text) => {
    expect(formatRelative(instant, now, 'en')).toBe(text);
  });
});
