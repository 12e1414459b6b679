// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { percentile, sortAscending } from '../measures/support/percentile';
import {
  countLeadTimes,
  histogramPercentile,
  LEAD_TIME_BUCKETS,
} from './leadTimeHistogram';

function countsOf(hours: number[]): number[] {
  const { first, counts } = countLeadTimes(hours);
  return Array.from(
    { length: LEAD_TIME_BUCKETS },
    (_, bucket) => counts[bucket - first] ?? 0,
  );
}

describe('a histogram of lead times', () => {
  it.each([
    ['one change', [31]],
    ['many of one kind', Array.from({ length: 500 }, () => 26)],
    ['minutes to months', [0.1, 0.5, 2, 9, 31, 80, 400, 2000, 8000]],
  ])('tells the median within the width of a bucket, %s', (_title, hours) => {
    const exact = percentile(sortAscending(hours), 0.5);
    const told = histogramPercentile(countsOf(hours), 0.5);
    expect(told / exact).toBeGreaterThan(1 / 1.2);
    expect(told / exact).toBeLessThan(1.2);
  });

  it('is a few percent off where there are many', () => {
    const hours = Array.from(
      { length: 2000 },
      (_, index) => 1 + ((index * 7919) % 2000) / 10,
    );
    for (const share of [0.1, 0.5, 0.9]) {
      const exact = percentile(sortAscending(hours), share);
      const told = histogramPercentile(countsOf(hours), share);
      expect(Math.abs(told / exact - 1)).toBeLessThan(0.03);
    }
  });

  it('adds up: entities together are as if they were one', () => {
    const list = fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const together = countsOf(a).map(
          (count, at) => count + countsOf(b)[at],
        );
        expect(together).toEqual(countsOf([...a, ...b]));
      }),
      { numRuns: 500 },
    );
  });
});
