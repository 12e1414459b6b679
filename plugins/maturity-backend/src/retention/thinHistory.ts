// SPDX-License-Identifier: Apache-2.0
import { DbHistoryRow } from '../store/tables';

const DAY_MS = 86_400_000;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The Monday of the week that a UTC day is in, both `2026-11-22`. @internal */
export function mondayOf(day: string): string {
  const since = Date.parse(day) - FIRST_MONDAY_MS;
  const week = Math.floor(since / (7 * DAY_MS));
  return new Date(FIRST_MONDAY_MS + week * 7 * DAY_MS)
    .toISOString()
    .slice(0, 10);
}

/**
 * Thins the history of one entity to a row a week and dimension: the state at the end of the week, beside the one
 * before it. The differences of all rows still add up, so every week ends as it did.
 *
 * @param rows - of whole weeks, in order of their days
 * @internal
 */
export function thinHistory(rows: readonly DbHistoryRow[]): {
  remove: DbHistoryRow[];
  update: DbHistoryRow[];
} {
  const weeks = new Map<string, DbHistoryRow[]>();
  for (const row of rows) {
    const key = `${row.entity_ref} ${row.dimension_id} ${mondayOf(row.day)}`;
    const week = weeks.get(key);
    if (week) week.push(row);
    else weeks.set(key, [row]);
  }
  const crowded = [...weeks.values()].filter(({ length }) => length > 1);
  return {
    remove: crowded.flatMap(week => week.slice(0, -1)),
    update: crowded.map(week => ({
      ...week[week.length - 1],
      ...previousOf(week[0]),
    })),
  };
}

/** What a row says of the state before it. */
function previousOf(row: DbHistoryRow): Partial<DbHistoryRow> {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([column]) => column === 'first' || column.startsWith('previous_'),
    ),
  );
}
