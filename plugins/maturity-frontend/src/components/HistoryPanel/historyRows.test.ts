// SPDX-License-Identifier: Apache-2.0
import { historyRows } from './historyRows';

describe('historyRows', () => {
  it('carries each score on until it changes, and all of them to the end', () => {
    const point = { modelVersion: '1' };
    const rows = historyRows(
      {
        points: [
          { ...point, day: '2026-11-01', score: 40 },
          { ...point, day: '2026-11-01', dimensionId: 'a', score: 10 },
          { ...point, day: '2026-11-05', dimensionId: 'a', score: 30 },
        ],
        marks: [],
      },
      '2026-11-10T08:00:00Z',
    );
    expect(rows).toEqual([
      { at: Date.parse('2026-11-01'), scores: { overall: 40, a: 10 } },
      { at: Date.parse('2026-11-05'), scores: { overall: 40, a: 30 } },
      { at: Date.parse('2026-11-10'), scores: { overall: 40, a: 30 } },
    ]);
  });
});
