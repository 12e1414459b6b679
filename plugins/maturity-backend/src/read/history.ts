// SPDX-License-Identifier: Apache-2.0
import {
  HistoryAnswer,
  marksOfModelChange,
  modelChangeOf,
  Task,
  TaskEvent,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { DbHistoryRow } from '../store/tables';
import { present } from '../store/operations/read/attributes';
import {
  EntityTaskEventRow,
  readEntityTaskEvents,
  readHistory,
} from '../store/operations/read/readHistory';

/** @internal */
export async function history(options: {
  knex: Knex;
  entityRef: string;
  from?: string;
  to?: string;
}): Promise<HistoryAnswer> {
  const { knex, entityRef, from, to } = options;
  const fromDay = from && dayOf(from);
  const toDay = to && dayOf(to);
  const [rows, events] = await Promise.all([
    readHistory({ knex, entityRef, fromDay, toDay }),
    readEntityTaskEvents({
      knex,
      entityRef,
      fromMs: from === undefined ? undefined : Date.parse(from),
      toMs: to === undefined ? undefined : Date.parse(to),
    }),
  ]);
  return {
    points: rows.map(row => ({
      ...present('dimensionId', row.dimension_id || undefined),
      // What held when the range began is its first point.
      day: fromDay !== undefined && row.day < fromDay ? fromDay : row.day,
      ...present('level', row.level),
      ...present('score', row.score),
      modelVersion: row.model_version,
    })),
    marks: [...modelMarks(rows, fromDay), ...events.flatMap(taskMark)].sort(
      (a, b) => (a.at < b.at ? -1 : 1),
    ),
  };
}

function dayOf(instant: string): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function modelMarks(
  rows: DbHistoryRow[],
  fromDay: string | undefined,
): HistoryAnswer['marks'] {
  const whole = rows.filter(row => row.dimension_id === '');
  return whole.flatMap((row, index) => {
    const previous = whole[index - 1];
    const change =
      previous && modelChangeOf(previous.model_version, row.model_version);
    return change && (fromDay === undefined || row.day >= fromDay)
      ? marksOfModelChange(change).map(mark => ({
          at: `${row.day}T00:00:00.000Z`,
          ...mark,
        }))
      : [];
  });
}

function taskMark(row: EntityTaskEventRow): HistoryAnswer['marks'] {
  const event: TaskEvent = JSON.parse(row.data);
  if (event.type !== 'resolved' && event.type !== 'waived') {
    return [];
  }
  const { title }: Task = JSON.parse(row.task);
  return [
    {
      at: new Date(row.at_ms).toISOString(),
      type: event.type === 'resolved' ? 'task-resolved' : 'waived',
      label: title,
    },
  ];
}
