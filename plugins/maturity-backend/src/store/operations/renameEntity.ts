// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';

/** Every table that tells something of an entity, except the entity itself and the queue. */
const TABLES = [
  'maturity_records',
  'maturity_source_reach',
  'maturity_scorecards',
  'maturity_dimension_results',
  'maturity_check_results',
  'maturity_change_times',
  'maturity_history',
  'maturity_tasks',
  'maturity_pending_regressions',
  'maturity_waivers',
  'maturity_collector_status',
];

/**
 * Gives everything that is stored of an entity to its new name. The row of the new name must not exist yet, or have
 * nothing of its own.
 *
 * @internal
 */
export async function renameEntity(
  tx: Knex.Transaction,
  options: { from: string; to: string },
): Promise<void> {
  const { from, to } = options;
  // First, as an evaluation does: who locks in the same order waits, and does not deadlock.
  await tx('maturity_evaluation_queue').where({ entity_ref: from }).delete();
  for (const table of TABLES) {
    await tx(table).where({ entity_ref: to }).delete();
    await tx(table).where({ entity_ref: from }).update({ entity_ref: to });
  }
  await tx('maturity_entity_facets').where({ entity_ref: from }).delete();
  await tx('maturity_entities').where({ entity_ref: to }).delete();
  await tx('maturity_entities')
    .where({ entity_ref: from })
    .update({ entity_ref: to });
  await renameInDocuments(tx, from, to);
}

/** Tasks and scorecards repeat the name inside their documents. */
async function renameInDocuments(
  tx: Knex.Transaction,
  from: string,
  to: string,
): Promise<void> {
  for (const [table, key] of [
    ['maturity_tasks', 'id'],
    ['maturity_scorecards', 'entity_ref'],
  ]) {
    const rows = await tx(table).where({ entity_ref: to }).select(key, 'data');
    for (const row of rows) {
      const data = JSON.parse(row.data);
      if (data.entityRef === from) {
        await tx(table)
          .where({ [key]: row[key] })
          .update({ data: JSON.stringify({ ...data, entityRef: to }) });
      }
    }
  }
}
