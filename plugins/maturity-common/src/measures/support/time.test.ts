// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { toMillis } from './time';

describe('toMillis', () => {
  it('agrees with Date.parse on each instant of a record', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00.000Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        date => {
          expect(toMillis(date.toISOString())).toBe(date.getTime());
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '2024-02-29T23:59:59.999Z',
    '2025-03-01T00:00:00.000Z',
    '1900-02-28T12:00:00.000Z',
    '2000-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T01:00:00+01:00',
    '2026-13-01T00:00:00.000Z',
  ])('reads %s as Date.parse does', instant => {
    expect(toMillis(instant)).toBe(Date.parse(instant));
  });
});
