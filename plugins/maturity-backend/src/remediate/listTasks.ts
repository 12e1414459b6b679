// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  ACTIVE_TASK_STATES,
  ListTasksAnswer,
  ScorecardModel,
  TASK_STATES,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../read/cursor';
import { parseSelection } from '../read/parseSelection';
import { turnPage } from '../read/turnPage';
import { ChangeAccess, QueryOf } from '../service/types';
import {
  countTasks,
  listTasks as readPage,
  TaskRow,
  TaskSelection,
} from '../store/operations/read/tasks';
import { toTaskViews } from './taskViews';

type Query = QueryOf<'listTasks'>;

/** Who the views `mine` and `team` speak of. @internal */
export interface TaskViewer {
  userEntityRef: string;
  ownershipEntityRefs: string[];
}

/**
 * One page of tasks.
 *
 * @param viewer - absent for callers that are no users
 * @internal
 */
export async function listTasks(
  query: Query,
  options: ChangeAccess & {
    knex: Knex;
    model: ScorecardModel;
    viewer?: TaskViewer;
  },
): Promise<ListTasksAnswer> {
  const { knex, model } = options;
  const order = `${query.sort} ${query.order}`;
  const valueType = ['entity', 'state'].includes(query.sort)
    ? 'string'
    : 'number';
  const from = decodeCursor(query.cursor, order, valueType);
  const selected = {
    knex,
    selection: parseSelection(query, model),
    tasks: selectTasks(query, options.viewer),
    visible: options.visible,
  };
  const [found, totalItems] = await Promise.all([
    readPage({
      ...selected,
      sort: query.sort,
      order: query.order,
      limit: query.limit + 1,
      ...from,
    }),
    countTasks(selected),
  ]);
  const page = turnPage(found, { ...from, limit: query.limit });
  const cursorAt = (direction: 'after' | 'before', row: TaskRow) =>
    encodeCursor({
      order,
      direction,
      position: { value: row.sort_value, key: row.order_key },
    });
  return {
    items: await toTaskViews(page.rows, options),
    totalItems,
    ...(page.next && { nextCursor: cursorAt('after', page.next) }),
    ...(page.previous && { previousCursor: cursorAt('before', page.previous) }),
  };
}

function selectTasks(query: Query, viewer?: TaskViewer): TaskSelection {
  const tasks: TaskSelection = {
    states: parseStates(query.state),
    checkId: query.checkId,
  };
  if (query.view === 'all') {
    return tasks;
  }
  if (!viewer) {
    throw new InputError(
      `'view' has the value '${query.view}', but a service owns no tasks. Call as a user, or leave 'view' out.`,
    );
  }
  return query.view === 'mine'
    ? { ...tasks, person: viewer.userEntityRef }
    : { ...tasks, owners: viewer.ownershipEntityRefs };
}

function parseStates(input: Query['state']): string[] {
  const states = [input ?? []]
    .flat()
    .flatMap(text => text.split(','))
    .map(text => text.trim())
    .filter(Boolean);
  const unknown = states.find(
    state => !(TASK_STATES as readonly string[]).includes(state),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `'state' has the value '${unknown}'. Use any of: ${TASK_STATES.join(
        ', ',
      )}.`,
    );
  }
  return states.length > 0 ? states : [...ACTIVE_TASK_STATES];
}
