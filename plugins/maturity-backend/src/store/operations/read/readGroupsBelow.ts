// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/** These groups and every group below them, as far as the catalog knows them. @internal */
export async function readGroupsBelow(options: {
  knex: Knex;
  groupRefs: string[];
}): Promise<Set<string>> {
  const rows: { group_ref: string }[] = await options
    .knex('maturity_group_closure')
    .whereIn('ancestor_ref', options.groupRefs)
    .distinct('group_ref');
  return new Set(rows.map(row => row.group_ref));
}
