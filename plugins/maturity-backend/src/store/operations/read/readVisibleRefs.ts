// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { EntityVisibility } from './EntityVisibility';
import { whereEntities } from './whereEntities';
import { whereInJson } from './whereInJson';

/** Those of the given entities that are scored and visible. @internal */
export async function readVisibleRefs(options: {
  knex: Knex;
  entityRefs: string[];
  visible: EntityVisibility;
}): Promise<Set<string>> {
  const query = options.knex('maturity_entities as e');
  whereEntities(query, {}, options.visible);
  whereInJson(query, 'e.entity_ref', options.entityRefs);
  return new Set(await query.pluck('e.entity_ref'));
}
