// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../../bulk';
import { DbRecordsRow } from '../../tables';

/** Removes the deployments of one entity and source that count no more. Answers how many there were. @internal */
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
  }
  return gone.length;
}
