// SPDX-License-Identifier: Apache-2.0
import {
  formatDate,
  formatInstant,
  formatRelative,
  keepFigures,
  replaceInstants,
} from './formatTime';

describe('replaceInstants', () => {
  const now = Date.parse('2026-11-25T00:00:00Z');
  const write = (instant: string) => formatDate(instant, now, 'en');

  it('writes the instants of a sentence as dates, and leaves the rest', () => {
    expect(
      replaceInstants(
        'Snoozed from 2026-12-08T00:00:00Z until 2026-12-09T00:00:00.000Z.',
        write,
      ),
    ).toBe('Snoozed from Dec\u00a08 until Dec\u00a09.');
    expect(replaceInstants('Taken at 12:30, v2026-12-09.', write)).toBe(
      'Taken at 12:30, v2026-12-09.',
    );
  });
});

describe('formatRelative', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');

  it.each([
    ['2026-11-25T11:58:00Z', '2 minutes ago'],
    ['2026-11-28T12:00:00Z', 'in 3 days'],
    ['2026-11-18T12:00:01Z', '7 days ago'],
    ['2026-11-18T12:00:00Z', 'Nov\u00a018'],
    ['2026-12-09T12:00:00Z', 'Dec\u00a09'],
    ['2024-02-01T12:00:00Z', 'Feb\u00a01,\u00a02024'],
  ])('writes %s as %s, a distance only below a week', (instant, text) => {
    expect(formatRelative(instant, now, 'en')).toBe(text);
  });
});

describe('dates', () => {
  it('hold together at the end of a line', () => {
    const instant = '2024-12-12T14:05:00Z';
    expect(formatDate(instant, 0, 'en')).not.toContain(' ');
    expect(formatInstant(instant, 'en')).not.toContain(' ');
  });
});

describe('keepFigures', () => {
  it.each([
    [
      'Standardized allows 24 h, yours 3 d 4 h.',
      'Standardized allows 24_h, yours 3_d 4_h.',
    ],
    ['9.5 % of 12 deployments', '9.5_% of 12 deployments'],
    ['Build 7 hides 8 doors', 'Build 7 hides 8 doors'],
  ])('joins number and unit in “%s”', (text, kept) => {
    expect(keepFigures(text).replace(/\u00a0/g, '_')).toBe(kept);
  });
});
