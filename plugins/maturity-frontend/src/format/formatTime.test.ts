// SPDX-License-Identifier: Apache-2.0
import { formatDate, replaceInstants } from './formatTime';

describe('replaceInstants', () => {
  const now = Date.parse('2026-11-25T00:00:00Z');
  const write = (instant: string) => formatDate(instant, now, 'en');

  it('writes the instants of a sentence as dates, and leaves the rest', () => {
    expect(
      replaceInstants(
        'Snoozed from 2026-12-08T00:00:00Z until 2026-12-09T00:00:00.000Z.',
        write,
      ),
    ).toBe('Snoozed from Dec 8 until Dec 9.');
    expect(replaceInstants('Taken at 12:30, v2026-12-09.', write)).toBe(
      'Taken at 12:30, v2026-12-09.',
    );
  });
});
