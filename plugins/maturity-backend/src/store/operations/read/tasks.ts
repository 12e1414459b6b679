// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbTaskEventsRow } from '../../tables';
import { ATTRIBUTE_COLUMNS, AttributesRow } from './attributes';
import { EntityVisibility } from './EntityVisibility';
import { applyKeyset, KeysetPosition } from './keyset';
import {
  EntitySelection,
  whereEntities,
  whereOwnedBelow,
} from './whereEntities';
import { whereInJson } from './whereInJson';

/** Which tasks, beside those of which entities. @internal */
export interface TaskSelection {
  states: string[];
  checkId?: string;
  /** Assigned to this user, or owned by them. */
  person?: string;
  /** Owned by one of these, or by a group below one of these. */
  owners?: string[];
}

/** @internal */
export type TaskSort =
  | 'priority'
  | 'gain'
  | 'dueAt'
  | 'openedAt'
  | 'updatedAt'
  | 'entity'
  | 'state';

/** A task with its entity. @internal */
export type TaskRow = AttributesRow & {
  id: string;
  /** The `Task`, JSON. */
  task: string;
  order_key: string;
  sort_value: string | number | null;
};

const SORT_COLUMNS: Record<TaskSort, string> = {
  priority: 't.rank',
  gain: 't.gain',
  dueAt: 't.due_at_ms',
  openedAt: 't.opened_at_ms',
  updatedAt: 't.updated_at_ms',
  entity: 'e.name',
  state: 't.state',
};

interface Selected {
  knex: Knex;
  selection: EntitySelection;
  tasks: TaskSelection;
  visible: EntityVisibility;
}

/** One page of tasks, from a position in either direction; a backward page comes in reverse order. @internal */
export async function listTasks(
  options: Selected & {
    sort: TaskSort;
    order: 'asc' | 'desc';
    limit: number;
    after?: KeysetPosition;
    before?: KeysetPosition;
  },
): Promise<TaskRow[]> {
  const { knex, sort, order, limit, after, before } = options;
  const expression = SORT_COLUMNS[sort];
  const query = selectTasks(options);
  applyKeyset(query, {
    expression,
    keyColumn: 't.order_key',
    order,
    after,
    before,
  });
  return query
    .select(
      ...ATTRIBUTE_COLUMNS,
      't.id',
      't.order_key',
      { task: 't.data' },
      knex.raw(`${expression} as sort_value`),
    )
    .limit(limit);
}

/** @internal */
export async function countTasks(options: Selected): Promise<number> {
  const [{ count }] = await selectTasks(options).count({ count: '*' });
  return Number(count);
}

/** The visible ones of these tasks, in no order. @internal */
export async function readTasks(options: {
  knex: Knex;
  ids: string[];
  visible: EntityVisibility;
}): Promise<TaskRow[]> {
  const query = joinEntities(options.knex);
  whereEntities(query, {}, options.visible);
  whereInJson(query, 't.id', options.ids);
  return query.select(
    ...ATTRIBUTE_COLUMNS,
    't.id',
    't.order_key',
    { task: 't.data' },
    options.knex.raw('null as sort_value'),
  );
}

/** Every event of a task, in order. @internal */
export async function readTaskEvents(options: {
  knex: Knex;
  taskId: string;
}): Promise<Pick<DbTaskEventsRow, 'data'>[]> {
  return options
    .knex('maturity_task_events')
    .where('task_id', options.taskId)
    .orderBy('seq')
    .select('data');
}

function selectTasks({ knex, selection, tasks, visible }: Selected) {
  const query = joinEntities(knex).whereIn('t.state', tasks.states);
  whereEntities(query, selection, visible);
  const { checkId, person, owners } = tasks;
  if (checkId !== undefined) {
    query.where('t.check_id', checkId);
  }
  if (person !== undefined) {
    query.where(either =>
      either.where('t.assignee_ref', person).orWhere('t.owner_ref', person),
    );
  }
  if (owners) {
    whereOwnedBelow(query, 't.owner_ref', owners);
  }
  return query;
}

function joinEntities(knex: Knex) {
  return knex('maturity_tasks as t').join(
    'maturity_entities as e',
    'e.entity_ref',
    't.entity_ref',
  );
}
