// SPDX-License-Identifier: Apache-2.0
import { MoversAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { QueryOf } from '../service/types';
import { present, toAttributes } from '../store/operations/read/attributes';
import { MoverRow, readMovers } from '../store/operations/read/readMovers';
import { RollupContext } from './rollup';
import { parseScope, selectScope } from './scope';

/** Who moved most within 30 days. @internal */
export async function movers(
  query: QueryOf<'getMovers'>,
  context: RollupContext,
): Promise<MoversAnswer> {
  const { knex, model, visible } = context;
  const options = {
    knex,
    visible,
    selection: selectScope(query, parseScope(query.scope), model),
    limit: query.limit,
  };
  const [up, down] = await Promise.all([
    readMovers({ ...options, direction: 'up' }),
    readMovers({ ...options, direction: 'down' }),
  ]);
  return { up: up.map(toMover), down: down.map(toMover) };
}

function toMover(row: MoverRow): MoversAnswer['up'][number] {
  return {
    ...toAttributes(row),
    score: row.score,
    delta30d: row.delta_30d,
    ...present('level', row.level),
  };
}
