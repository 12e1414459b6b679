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
 * Thins the history of entities to a row a week and dimension: the state at the end of the week, beside the one before
 * it. The differences of all rows still add up, so every week ends as it did. A day on which the model changed keeps its
 * row, so that the change is not told as anybody's merit or fault.
 *
 * @param rows - of whole weeks, in order of entity, dimension and day
 * @internal
 */
export function thinHistory(rows: readonly DbHistoryRow[]): {
  remove: DbHistoryRow[];
  update: DbHistoryRow[];
} {
  const groups: DbHistoryRow[][] = [];
  for (const row of rows) {
    const group = groups[groups.length - 1];
    if (group && isThinnedWith(group[group.length - 1], row)) group.push(row);
    else groups.push([row]);
  }
  const crowded = groups.filter(({ length }) => length > 1);
  return {
    remove: crowded.flatMap(group => group.slice(0, -1)),
    update: crowded.map(group => ({
      ...group[group.length - 1],
      ...previousOf(group[0]),
    })),
  };
}

function isThinnedWith(before: DbHistoryRow, row: DbHistoryRow): boolean {
  return (
    before.entity_ref === row.entity_ref &&
    before.dimension_id === row.dimension_id &&
    mondayOf(before.day) === mondayOf(row.day) &&
    before.model_version === row.model_version &&
    !isOfNewModel(before)
  );
}

function isOfNewModel(row: DbHistoryRow): boolean {
  return (
    row.previous_model_version !== null &&
    row.previous_model_version !== row.model_version
  );
}

/** What a row says of the state before it. */
function previousOf(row: DbHistoryRow): Partial<DbHistoryRow> {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([column]) => column === 'first' || column.startsWith('previous_'),
    ),
  );
}
