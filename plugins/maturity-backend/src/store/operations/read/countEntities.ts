// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { EntityVisibility } from './EntityVisibility';
import { EntitySelection, whereEntities } from './whereEntities';

/** @internal */
export async function countEntities(options: {
  knex: Knex;
  selection: EntitySelection;
  visible: EntityVisibility;
}): Promise<number> {
  const query = options.knex('maturity_entities as e');
  whereEntities(query, options.selection, options.visible);
  const [{ count }] = await query.count({ count: '*' });
  return Number(count);
}
