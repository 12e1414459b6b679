// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/** @internal */
export interface ChildGroupRow {
  group_ref: string;
  title: string | null;
  children: number | string;
}

/** The direct children of a group, or the groups without a parent; with how many groups are right below each. @internal */
export async function readChildGroups(options: {
  knex: Knex;
  parentRef?: string;
}): Promise<ChildGroupRow[]> {
  const { knex, parentRef } = options;
  const query = knex('maturity_groups as g');
  if (parentRef === undefined) {
    // A parent that the catalog does not know leaves its children at the top, where they are found.
    query.whereNotExists(
      knex('maturity_groups as p')
        .select(knex.raw('1'))
        .whereRaw('p.group_ref = g.parent_ref'),
    );
  } else {
    query.where('g.parent_ref', parentRef);
  }
  return query
    .orderBy('g.group_ref')
    .select(
      'g.group_ref',
      'g.title',
      knex('maturity_groups as c')
        .count('*')
        .whereRaw('c.parent_ref = g.group_ref')
        .as('children'),
    );
}

/** Titles of groups, systems and domains, by reference. @internal */
export async function readTitles(options: {
  knex: Knex;
  refs: string[];
}): Promise<Map<string, string>> {
  const { knex, refs } = options;
  if (refs.length === 0) {
    return new Map();
  }
  const [groups, others] = await Promise.all([
    knex('maturity_groups')
      .whereIn('group_ref', refs)
      .whereNotNull('title')
      .select({ ref: 'group_ref' }, 'title'),
    knex('maturity_titles').whereIn('ref', refs).select('ref', 'title'),
  ]);
  return new Map(
    [...groups, ...others].map(row => [row.ref, row.title] as const),
  );
}
