// SPDX-License-Identifier: Apache-2.0
import { PendingRegression } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { bulkInsert, whereAnyOf } from '../bulk';
import { DbPendingRegressionsRow } from '../tables';

/** Replaces the pending regressions of entities. @internal */
export async function savePending(
  tx: Knex,
  pending: ReadonlyMap<string, PendingRegression[]>,
): Promise<void> {
  await whereAnyOf(
    tx('maturity_pending_regressions').delete(),
    tx,
    'entity_ref',
    [...pending.keys()],
  );
  await bulkInsert<DbPendingRegressionsRow>(
    tx,
    'maturity_pending_regressions',
    [...pending].flatMap(([entity_ref, regressions]) =>
      regressions.map(({ checkId, since, evaluations }) => ({
        entity_ref,
        check_id: checkId,
        since_ms: Date.parse(since),
        evaluations,
      })),
    ),
  );
}
