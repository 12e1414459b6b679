// SPDX-License-Identifier: Apache-2.0
import {
  Task,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { ChangeAccess } from '../service/types';
import { toAttributes } from '../store/operations/read/attributes';
import { TaskRow } from '../store/operations/read/tasks';

/** Tasks as the caller sees them: with their entity, and whether they may change them. @internal */
export async function toTaskViews(
  rows: TaskRow[],
  access: ChangeAccess,
): Promise<TaskView[]> {
  const tasks = rows.map(row => JSON.parse(row.task) as Task);
  const may = await mayChange(rows, access);
  return rows.map((row, index) => ({
    ...tasks[index],
    entity: toAttributes(row),
    mayUpdate: may[index],
  }));
}

/** The entity's owner decides, because a task follows its entity. @internal */
export async function mayChange(
  rows: TaskRow[],
  access: ChangeAccess,
): Promise<boolean[]> {
  return access.mayUpdate(rows.map(row => row.owner_ref ?? undefined));
}
