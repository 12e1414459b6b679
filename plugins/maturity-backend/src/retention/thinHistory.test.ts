// SPDX-License-Identifier: Apache-2.0
import { DbHistoryRow } from '../store/tables';
import { mondayOf, thinHistory } from './thinHistory';

/** Days of one dimension, each with the model it was scored by; levels count up. */
function rowsOf(...days: [day: string, model: string][]): DbHistoryRow[] {
  return days.map(([day, model], index) => ({
    entity_ref: 'component:default/shop',
    dimension_id: '',
    day,
    level: index,
    score: index,
    previous_level: index ? index - 1 : null,
    previous_score: index ? index - 1 : null,
    first: index === 0,
    coverage: 1,
    model_version: model,
    previous_model_version: index ? days[index - 1][1] : null,
  }));
}

describe('thinHistory', () => {
  it('keeps the day on which the model changed apart', () => {
    const { remove, update } = thinHistory(
      rowsOf(
        ['2025-10-06', 'v1'],
        ['2025-10-07', 'v1'],
        ['2025-10-08', 'v2'],
        ['2025-10-09', 'v2'],
        ['2025-10-10', 'v2'],
      ),
    );

    expect(remove.map(({ day }) => day)).toEqual(['2025-10-06', '2025-10-09']);
    expect(
      update.map(row => [row.day, row.previous_level, row.level, row.first]),
    ).toEqual([
      ['2025-10-07', null, 1, true],
      ['2025-10-10', 2, 4, false],
    ]);
  });

  it.each([
    ['2025-10-06', '2025-10-06'],
    ['2025-10-12', '2025-10-06'],
    ['2026-01-01', '2025-12-29'],
  ])('%s is in the week of %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday);
  });
});
