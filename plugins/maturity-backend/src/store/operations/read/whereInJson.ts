// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/**
 * Restricts a column to a list of any length. The list travels as one JSON value, because both engines limit the
 * number of bound values of a statement and a caller may see a hundred thousand entities.
 *
 * @internal
 */
export function whereInJson(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[],
): Knex.QueryBuilder {
  const elements = isPostgres(query)
    ? 'select jsonb_array_elements_text(?::jsonb)'
    : 'select value from json_each(?)';
  return query.whereRaw(`?? in (${elements})`, [
    column,
    JSON.stringify(values),
  ]);
}

/** @internal */
export function isPostgres(query: Knex.QueryBuilder): boolean {
  return (query as any).client.config.client === 'pg';
}
