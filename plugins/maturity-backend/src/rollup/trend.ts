// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  RollupTrendAnswer,
  trendVerdict,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { requireDimension } from '../read/parseSelection';
import { QueryOf } from '../service/types';
import { readTrend, TrendRow } from '../store/operations/read/readTrend';
import { round } from './buckets';
import { RollupContext } from './rollup';
import { parseScope, selectScope } from './scope';
import { comparablePoints, trendChanges } from './trendChanges';

const DEFAULT_DAYS = 180;
const DAY_MS = 24 * 3_600_000;

/**
 * The distribution of every day on which anything moved. History keeps the previous state beside each new one, so a
 * day's distribution is the sum of all movements up to it: one query, whatever the length of the range.
 *
 * @internal
 */
export async function trend(
  query: QueryOf<'getRollupTrend'>,
  context: RollupContext & { now: Date },
): Promise<RollupTrendAnswer> {
  const { knex, model, visible, now } = context;
  const to = query.to ? new Date(query.to) : now;
  const from = query.from
    ? new Date(query.from)
    : new Date(to.getTime() - DEFAULT_DAYS * DAY_MS);
  if (from > to) {
    throw new InputError(
      `'from' (${from.toISOString()}) lies after 'to' (${to.toISOString()}). Swap them.`,
    );
  }
  if (query.dimensionId !== undefined) {
    requireDimension('dimensionId', query.dimensionId, model);
  }
  const rows = await readTrend({
    knex,
    selection: selectScope(query, parseScope(query.scope), model),
    visible,
    dimensionId: query.dimensionId ?? '',
    toDay: dayOf(to),
  });
  const points = accumulate(rows, {
    levels: model.levels.length,
    fromDay: dayOf(from),
    toDay: dayOf(to),
  });
  const changes = trendChanges(rows, { fromDay: dayOf(from) });
  // A course across a change of the model would be told as somebody's merit or fault.
  const verdict = trendVerdict(comparablePoints(points, changes));
  return {
    points,
    ...(changes.length > 0 && { changes }),
    ...(verdict && { verdict }),
  };
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** @internal */
export function accumulate(
  rows: TrendRow[],
  options: { levels: number; fromDay: string; toDay: string },
): RollupTrendAnswer['points'] {
  const { levels: count, fromDay, toDay } = options;
  const state = {
    levels: Array.from({ length: count }, () => 0),
    none: 0,
    scores: 0,
    scored: 0,
  };
  const points = new Map<string, RollupTrendAnswer['points'][number]>();
  const note = (day: string) =>
    points.set(day, {
      day,
      levels: [...state.levels],
      none: state.none,
      ...(state.scored > 0 && { score: round(state.scores / state.scored, 1) }),
    });
  const move = (level: number | null, entities: number) => {
    if (level !== null && level < count) {
      state.levels[level] += entities;
    } else {
      state.none += entities;
    }
  };

  let isBegun = false;
  for (const row of rows) {
    if (!isBegun && row.day > fromDay) {
      // The first point of the range says what held when it began.
      note(fromDay);
      isBegun = true;
    }
    const entities = Number(row.entities);
    move(row.level, entities);
    if (!row.first) {
      move(row.previous_level, -entities);
    }
    state.scores += row.score_sum;
    state.scored += Number(row.scored);
    if (row.day >= fromDay) {
      note(row.day);
      isBegun = true;
    }
  }
  if (rows.length > 0) {
    if (!isBegun) {
      note(fromDay);
    }
    note(toDay);
  }
  return [...points.values()];
}
