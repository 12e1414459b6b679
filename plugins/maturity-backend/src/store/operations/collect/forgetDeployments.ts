// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  ReachKind,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../../bulk';
import { DbRecordsRow, DbSourceReachRow } from '../../tables';

/** What a source can tell of an entity by its deployments, as they are recognized. */
const OF_DEPLOYMENTS: ReachKind[] = [
  'deployments',
  'failures',
  'waits.approval',
  'waits.queue',
  'changes',
];

/**
 * Removes the deployments of one entity and source that count no more, and with them what they proved: under the rule
 * in force the source may not be able to tell it. Answers how many there were.
 *
 * @internal
 */
export async function forgetDeployments(
  tx: Knex.Transaction,
  options: {
    entityRef: string;
    source: string;
    counts(deployment: Deployment): boolean;
  },
): Promise<number> {
  const { entityRef, source, counts } = options;
  const stored = () =>
    tx<DbRecordsRow>('maturity_records').where({
      entity_ref: entityRef,
      type: 'deployment',
      source,
    });
  const rows = await stored().select('id', 'data');
  const gone = rows
    .filter(({ data }) => !counts(JSON.parse(data) as Deployment))
    .map(({ id }) => id);
  if (gone.length > 0) {
    await whereAnyOf(stored().delete(), tx, 'id', gone);
    await tx<DbSourceReachRow>('maturity_source_reach')
      .where({ entity_ref: entityRef, source })
      .whereIn('kind', OF_DEPLOYMENTS)
      .delete();
  }
  return gone.length;
}
