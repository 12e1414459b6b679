// SPDX-License-Identifier: Apache-2.0
import {
  resolveTier,
  TierPattern,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import {
  OldDeployment,
  removableDeployments,
} from '../../../retention/removableDeployments';
import { Batches } from '../../Batches';
import { whereAnyOf } from '../../bulk';
import { DbRecordsRow } from '../../tables';
import { deleteInBatches } from './deleteInBatches';

type Key = Pick<DbRecordsRow, 'entity_ref' | 'type' | 'source' | 'id'>;
const KEY = ['entity_ref', 'type', 'source', 'id'] as const;

type StoredDeployment = Omit<OldDeployment, 'succeeded' | 'isProduction'> & {
  succeeded: number;
  /** Whether the provider says that it went to production. */
  named_production: number;
};

/** @internal */
export interface RemoveRecordsOptions {
  entityRefs: string[];
  /** Epoch ms; `-Infinity` removes nothing. */
  before: number;
  /** Called once it is certain that something goes, before it does. */
  onRemoving: () => Promise<void>;
  batches: Batches;
}

/**
 * Removes the old deployments of some entities that nothing reads any more.
 *
 * @returns how many
 * @internal
 */
export async function removeDeployments(
  knex: Knex,
  options: RemoveRecordsOptions & { tierPatterns: readonly TierPattern[] },
): Promise<number> {
  const { entityRefs, before, tierPatterns } = options;
  if (!Number.isFinite(before)) {
    return 0;
  }
  const deployments: (Key & StoredDeployment)[] = await whereAnyOf(
    knex<DbRecordsRow>('maturity_records')
      .where('type', 'deployment')
      .andWhere('at_ms', '<', before)
      .select(
        ...KEY,
        'at_ms',
        'environment',
        knex.raw(
          `case when data like '%"outcome":"succeeded"%' then 1 else 0 end as succeeded`,
        ),
        knex.raw(
          `case when data like '%"tier":"production"%' then 1 else 0 end as named_production`,
        ),
      ),
    knex,
    'entity_ref',
    entityRefs,
  );
  if (deployments.length === 0) {
    return 0;
  }
  const requests: Pick<DbRecordsRow, 'entity_ref' | 'at_ms'>[] =
    await whereAnyOf(
      knex<DbRecordsRow>('maturity_records')
        .where('type', 'provisioning')
        .select('entity_ref', 'at_ms'),
      knex,
      'entity_ref',
      entityRefs,
    );
  const removable = entityRefs.flatMap(ref =>
    removableDeployments(
      deployments
        .filter(row => row.entity_ref === ref)
        .map(row => ({
          ...row,
          succeeded: Boolean(row.succeeded),
          isProduction: isProduction(row, tierPatterns),
        })),
      requests.filter(row => row.entity_ref === ref).map(row => row.at_ms),
    ),
  ) as (Key & OldDeployment)[];
  return remove(knex, removable, options);
}

function isProduction(
  { environment, named_production: isNamed }: StoredDeployment,
  tierPatterns: readonly TierPattern[],
): boolean {
  const named = isNamed ? 'production' : undefined;
  return environment === null
    ? named !== undefined
    : resolveTier(environment, named, tierPatterns) === 'production';
}

/**
 * Removes the old incidents or facts of some entities.
 *
 * @returns how many
 * @internal
 */
export async function removeOldRecords(
  knex: Knex,
  options: RemoveRecordsOptions & { type: 'incident' | 'fact' },
): Promise<number> {
  const { entityRefs, before, type } = options;
  if (!Number.isFinite(before)) {
    return 0;
  }
  const rows: Key[] = await whereAnyOf(
    knex<DbRecordsRow>('maturity_records')
      .where({ type })
      .andWhere('at_ms', '<', before)
      .select(...KEY),
    knex,
    'entity_ref',
    entityRefs,
  );
  return remove(knex, rows, options);
}

async function remove(
  knex: Knex,
  rows: Key[],
  options: RemoveRecordsOptions,
): Promise<number> {
  const { before, batches } = options;
  if (rows.length > 0) {
    await options.onRemoving();
  }
  return deleteInBatches(knex, {
    table: 'maturity_records',
    rows,
    key: KEY,
    still: { column: 'at_ms', before },
    batches,
  });
}
