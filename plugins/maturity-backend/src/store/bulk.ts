// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/** @internal */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * Many rows in one statement with one parameter, the rows as JSON. Neither engine's limit on variables applies, and
 * a statement of a thousand rows is not composed value by value.
 */
function rowsOf(knex: Knex, table: string, columns: string[]): string {
  if (isPostgres(knex)) {
    // The row type of the table gives every column its type.
    return `select ${columns
      .map(quote)
      .join(', ')} from json_populate_recordset(null::${quote(
      table,
    )}, ?::json)`;
  }
  const values = columns.map(
    column => `json_extract(value, '$.${column}') as ${quote(column)}`,
  );
  // `where true` keeps SQLite from reading `on conflict` as part of a join.
  return `select ${values.join(', ')} from json_each(?) where true`;
}

function quote(name: string): string {
  return `"${name}"`;
}

/** @internal */
export interface BulkInsertOptions<Row> {
  /** The key whose conflict is answered; absent: a conflict is an error. */
  conflict?: (keyof Row & string)[];
  /** Columns taken from the new row on conflict; none: the old row stays. */
  update?: (keyof Row & string)[];
  /** SQL for columns on conflict; `excluded.x` is the new value, the table's name the old one. */
  updateRaw?: Partial<Record<keyof Row & string, string>>;
}

/** Inserts rows, all with the same columns. @internal */
export async function bulkInsert<Row extends object>(
  knex: Knex,
  table: string,
  rows: Row[],
  options: BulkInsertOptions<Row> = {},
): Promise<void> {
  if (rows.length === 0) {
    return;
  }
  await knex.raw(insertSql(knex, table, rows, options), [JSON.stringify(rows)]);
}

/** Inserts rows whose key is new; answers the inserted ones' key columns. @internal */
export async function bulkInsertNew<Row extends object>(
  knex: Knex,
  table: string,
  rows: Row[],
  key: (keyof Row & string)[],
): Promise<Partial<Row>[]> {
  if (rows.length === 0) {
    return [];
  }
  const sql = `${insertSql(knex, table, rows, {
    conflict: key,
  })} returning ${key.map(quote).join(', ')}`;
  return rowsFrom(await knex.raw(sql, [JSON.stringify(rows)]));
}

function insertSql<Row extends object>(
  knex: Knex,
  table: string,
  rows: Row[],
  options: BulkInsertOptions<Row>,
): string {
  const columns = Object.keys(rows[0]);
  const insert = `insert into ${quote(table)} (${columns
    .map(quote)
    .join(', ')}) ${rowsOf(knex, table, columns)}`;
  if (!options.conflict) {
    return insert;
  }
  const changes = [
    ...(options.update ?? []).map(
      column => `${quote(column)} = excluded.${quote(column)}`,
    ),
    ...Object.entries(options.updateRaw ?? {}).map(
      ([column, sql]) => `${quote(column)} = ${sql}`,
    ),
  ];
  const action = changes.length
    ? `do update set ${changes.join(', ')}`
    : 'do nothing';
  return `${insert} on conflict (${options.conflict
    .map(quote)
    .join(', ')}) ${action}`;
}

/** Updates rows by key; all rows have the same columns. @internal */
export async function bulkUpdate<Row extends object>(
  knex: Knex,
  table: string,
  rows: Row[],
  key: (keyof Row & string)[],
): Promise<void> {
  if (rows.length === 0) {
    return;
  }
  const columns = Object.keys(rows[0]);
  const changes = columns
    .filter(column => !(key as string[]).includes(column))
    .map(column => `${quote(column)} = changed.${quote(column)}`);
  const match = key.map(
    column => `${quote(table)}.${quote(column)} = changed.${quote(column)}`,
  );
  await knex.raw(
    `update ${quote(table)} set ${changes.join(', ')} from (${rowsOf(
      knex,
      table,
      columns,
    )}) as changed where ${match.join(' and ')}`,
    [JSON.stringify(rows)],
  );
}

/** A derived table `keys` of the given key columns, for joins; the columns are those of `table`. @internal */
export function keyTable<Row extends object>(
  knex: Knex,
  table: string,
  keys: Row[],
  columns: (keyof Row & string)[],
): Knex.Raw {
  return knex.raw(`(${rowsOf(knex, table, columns)}) as keys`, [
    JSON.stringify(keys),
  ]);
}

/** The rows of a raw answer, whichever engine gave it. @internal */
export function rowsFrom<Row>(answer: unknown): Row[] {
  return Array.isArray(answer)
    ? (answer as Row[])
    : (answer as { rows: Row[] }).rows;
}

/** `column in (values)` with one parameter. @internal */
export function whereAnyOf<T extends Knex.QueryBuilder>(
  query: T,
  knex: Knex,
  column: string,
  values: string[],
): T {
  return query.whereRaw(
    isPostgres(knex)
      ? '?? = any(?::text[])'
      : '?? in (select value from json_each(?))',
    [column, (isPostgres(knex) ? values : JSON.stringify(values)) as string],
  ) as T;
}
