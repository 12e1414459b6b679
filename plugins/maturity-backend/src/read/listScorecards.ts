// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  ListScorecardsAnswer,
  SCORECARD_SORTS,
  ScorecardModel,
  ScorecardRow,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import {
  present,
  presentBoolean,
  presentInstant,
  toAttributes,
} from '../store/operations/read/attributes';
import { countEntities } from '../store/operations/read/countEntities';
import { EntityVisibility } from '../store/operations/read/EntityVisibility';
import {
  EntitySort,
  listEntities,
  ListedEntityRow,
} from '../store/operations/read/listEntities';
import { KeysetPosition } from '../store/operations/read/keyset';
import { readDimensionResults } from '../store/operations/read/readDimensionResults';
import { EntitySelection } from '../store/operations/read/whereEntities';
import { QueryOf } from '../service/types';
import { decodeCursor, encodeCursor } from './cursor';
import { turnPage } from './turnPage';
import { parseSelection, requireDimension } from './parseSelection';

/** What reads need besides the query. @internal */
export interface ReadContext {
  knex: Knex;
  model: ScorecardModel;
  visible: EntityVisibility;
}

/** One page of scorecards. @internal */
export async function listScorecards(
  query: QueryOf<'listScorecards'>,
  context: ReadContext,
): Promise<ListScorecardsAnswer> {
  const { knex, model, visible } = context;
  const selection = parseSelection(query, model);
  const sort = parseSort(query.sort, model);
  const order = `${query.sort} ${query.order}`;
  const from = decodeCursor(query.cursor, order, valueTypeOf(sort));

  const [found, totalItems] = await Promise.all([
    listEntities({
      knex,
      selection,
      visible,
      sort,
      order: query.order,
      limit: query.limit + 1,
      ...from,
    }),
    countEntities({ knex, selection, visible }),
  ]);
  const page = turnPage(found, { ...from, limit: query.limit });
  const cursorAt = (direction: 'after' | 'before', row: ListedEntityRow) =>
    encodeCursor({ order, direction, position: positionOf(row) });
  return {
    items: await toScorecardRows(page.rows, context),
    totalItems,
    ...(page.next && { nextCursor: cursorAt('after', page.next) }),
    ...(page.previous && { previousCursor: cursorAt('before', page.previous) }),
  };
}

/** Every scorecard of a selection in its order, a batch at a time, however many there are. @internal */
export async function* streamScorecards(
  query: QueryOf<'listScorecards'>,
  context: ReadContext & { batchSize: number },
): AsyncIterable<ScorecardRow[]> {
  const { knex, model, visible, batchSize } = context;
  const options = {
    knex,
    visible,
    selection: parseSelection(query, model) as EntitySelection,
    sort: parseSort(query.sort, model),
    order: query.order,
    limit: batchSize,
  };
  let after: KeysetPosition | undefined;
  for (;;) {
    const rows = await listEntities({ ...options, after });
    if (rows.length > 0) {
      yield await toScorecardRows(rows, context);
      after = positionOf(rows[rows.length - 1]);
    }
    if (rows.length < batchSize) {
      return;
    }
  }
}

function positionOf(row: ListedEntityRow): KeysetPosition {
  return { value: row.sort_value, key: row.entity_ref };
}

function parseSort(text: string, model: ScorecardModel): EntitySort {
  if (text.startsWith('dimension:')) {
    const dimension = text.slice('dimension:'.length);
    requireDimension('sort', dimension, model);
    return { dimension };
  }
  const column = SCORECARD_SORTS.find(sort => sort === text);
  if (!column) {
    throw new InputError(
      `'sort' has the value '${text}'. Use one of: ${SCORECARD_SORTS.join(
        ', ',
      )}, or 'dimension:<id>' for the score of a dimension.`,
    );
  }
  return { column };
}

function valueTypeOf(sort: EntitySort): 'number' | 'string' {
  return 'column' in sort && ['name', 'owner'].includes(sort.column)
    ? 'string'
    : 'number';
}

async function toScorecardRows(
  rows: ListedEntityRow[],
  context: ReadContext,
): Promise<ScorecardRow[]> {
  const { knex, model } = context;
  const results = await readDimensionResults({
    knex,
    entityRefs: rows.map(row => row.entity_ref),
  });
  return rows.map(row => {
    const byId = new Map(
      results
        .get(row.entity_ref)
        ?.map(result => [result.dimension_id, result] as const),
    );
    return {
      ...toAttributes(row),
      ...present('level', row.level),
      ...present(
        'levelName',
        row.level === null ? undefined : model.levels[row.level]?.name,
      ),
      // What an earlier version stored may have a score without a level.
      ...present('score', row.level === null ? null : row.score),
      coverage: row.coverage,
      target: row.target,
      ...presentBoolean('atTarget', row.at_target),
      ...present('delta30d', row.delta_30d),
      dimensions: model.dimensions.flatMap(({ id }) => {
        const result = byId.get(id);
        return result
          ? [
              {
                dimensionId: id,
                ...present('level', result.level),
                ...present('score', result.score),
                coverage: result.coverage,
                target: result.target,
                ...presentBoolean('atTarget', result.at_target),
              },
            ]
          : [];
      }),
      ...(row.next_check !== null && {
        nextStep: {
          checkId: row.next_check,
          message: row.next_message ?? '',
          gain: row.next_gain ?? 0,
          ...(row.next_lifts !== null && {
            lifts: JSON.parse(row.next_lifts),
          }),
          ...present('coverageGain', row.next_coverage_gain),
        },
      }),
      openTasks: row.open_tasks,
      ...presentInstant('evaluatedAt', row.evaluated_at_ms),
    };
  });
}
