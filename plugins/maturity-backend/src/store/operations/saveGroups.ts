// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { bulkInsert } from '../bulk';
import { DbGroupClosureRow, DbGroupsRow, DbTitlesRow } from '../tables';

/** Replaces groups, their closure, and the titles of systems and domains. @internal */
export async function saveGroups(
  tx: Knex.Transaction,
  options: {
    groups: DbGroupsRow[];
    closure: DbGroupClosureRow[];
    titles: DbTitlesRow[];
  },
): Promise<void> {
  await tx('maturity_groups').delete();
  await tx('maturity_group_closure').delete();
  await tx('maturity_titles').delete();
  await bulkInsert(tx, 'maturity_groups', options.groups);
  await bulkInsert(tx, 'maturity_group_closure', options.closure);
  await bulkInsert(tx, 'maturity_titles', options.titles);
}
