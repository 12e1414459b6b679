// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/** A place in an ordered list: the value sorted by, and the key that breaks ties. @internal */
export interface KeysetPosition {
  value: string | number | null;
  key: string;
}

/** @internal */
export interface KeysetOrder {
  /** SQL expression without bound values. */
  expression: string;
  keyColumn: string;
  order: 'asc' | 'desc';
}

/**
 * Orders by the expression, rows without a value last in either direction, ties by key; and starts after `after` or,
 * reading backward, before `before`. A backward page comes in reverse order.
 *
 * @internal
 */
export function applyKeyset(
  query: Knex.QueryBuilder,
  options: KeysetOrder & {
    after?: KeysetPosition;
    before?: KeysetPosition;
  },
): Knex.QueryBuilder {
  const { expression, keyColumn, order, after, before } = options;
  const position = after ?? before;
  const backward = before !== undefined;
  const direction = flip(order, backward);
  if (position) {
    const isBeyond = direction === 'asc' ? '>' : '<';
    const isKeyBeyond = backward ? '<' : '>';
    query.where(either => {
      if (position.value === null) {
        either.where(tie =>
          tie
            .whereRaw(`${expression} is null`)
            .where(keyColumn, isKeyBeyond, position.key),
        );
        if (backward) {
          either.orWhereRaw(`${expression} is not null`);
        }
        return;
      }
      either
        .whereRaw(`${expression} ${isBeyond} ?`, [position.value])
        .orWhere(tie =>
          tie
            .whereRaw(`${expression} = ?`, [position.value])
            .where(keyColumn, isKeyBeyond, position.key),
        );
      if (!backward) {
        either.orWhereRaw(`${expression} is null`);
      }
    });
  }
  return query
    .orderByRaw(
      `case when ${expression} is null then 1 else 0 end ${
        backward ? 'desc' : 'asc'
      }`,
    )
    .orderByRaw(`${expression} ${direction}`)
    .orderBy(keyColumn, backward ? 'desc' : 'asc');
}

function flip(order: 'asc' | 'desc', backward: boolean): 'asc' | 'desc' {
  if (!backward) {
    return order;
  }
  return order === 'asc' ? 'desc' : 'asc';
}
