// SPDX-License-Identifier: Apache-2.0
import { placeMarks } from './placeMarks';

const DAY = 86_400_000;
const mark = (day: number, type: 'task-resolved' | 'waived') => ({
  at: new Date(day * DAY).toISOString(),
  type,
  label: `${type} ${day}`,
});

it('tells neighbors of a kind as one, and keeps every label inside of the chart', () => {
  const placed = placeMarks(
    [
      mark(98, 'task-resolved'),
      mark(99, 'task-resolved'),
      mark(100, 'waived'),
      mark(50, 'task-resolved'),
      mark(3, 'waived'),
      mark(101, 'waived'),
    ],
    0,
    100 * DAY,
  );
  expect(placed.map(({ at, ...rest }) => ({ day: at / DAY, ...rest }))).toEqual(
    [
      { day: 3, type: 'waived', count: 1, anchor: 'start' },
      { day: 50, type: 'task-resolved', count: 1, anchor: 'middle' },
      { day: 98, type: 'task-resolved', count: 2, anchor: 'end' },
      { day: 100, type: 'waived', count: 2, anchor: 'end' },
    ],
  );
});
