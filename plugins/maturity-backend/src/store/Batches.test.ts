// SPDX-License-Identifier: Apache-2.0
import { Batches } from './Batches';

describe('Batches', () => {
  it.each<[start: number, tookMs: number, size: number]>([
    [50, 5, 75],
    [50, 30, 50],
    [50, 60, 25],
    [100, 400, 10],
    [1, 5_000, 1],
    [2_000, 1, 2_000],
  ])('of %d that took %d ms are followed by %d', (start, tookMs, size) => {
    const batches = new Batches(start);
    batches.adapt(tookMs);
    expect(batches.size).toBe(size);
  });
});
