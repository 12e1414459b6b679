// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { asDot } from './asDot';

const exactly = (sample: number) => Number(sample.toPrecision(4));

describe('asDot', () => {
  it.each([
    0,
    1,
    0.1,
    12.345,
    12.3449999,
    1234.5,
    1235.5,
    99_995,
    9_999.5,
    0.00012345,
    1e-30,
    1e30,
    5e-324,
    1.7976931348623157e308,
    -2.71828,
    2 / 3,
  ])('gives four digits of %s', sample => {
    expect(asDot(sample)).toBe(exactly(sample));
  });

  it('gives what toPrecision gives', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.double({ min: 0, max: 10_000, noNaN: true }),
          // Values on or beside the middle between two roundings.
          fc
            .tuple(fc.integer({ min: 1_000, max: 9_999 }), fc.nat(12))
            .map(([digits, places]) => (digits + 0.5) / 10 ** places),
          fc.nat(100_000_000).map(millis => millis / 3_600_000),
        ),
        sample => {
          expect(asDot(sample) === exactly(sample)).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
