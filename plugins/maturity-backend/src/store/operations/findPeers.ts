// SPDX-License-Identifier: Apache-2.0
import { Provisioning } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../bulk';
import { DbEntitiesRow, DbEntityFacetsRow, DbRecordsRow } from '../tables';

/** Where an entity names the template that it was made from, as facets have it. */
const SOURCE_TEMPLATE = 'metadata.annotations.backstage.io/source-template';

/**
 * The entities whose provisioning times follow from those of the given ones: those of the same template, system or
 * owner. Who goes by everybody's requests is left to the next evaluation of everything.
 *
 * @internal
 */
export async function findPeers(
  tx: Knex,
  entityRefs: string[],
): Promise<string[]> {
  if (entityRefs.length === 0) {
    return [];
  }
  const provisioned = await whereAnyOf(
    tx<DbEntitiesRow>('maturity_entities').distinct('system_ref', 'owner_ref'),
    tx,
    'entity_ref',
    entityRefs,
  );
  const systems = distinct(provisioned.map(row => row.system_ref));
  const owners = distinct(provisioned.map(row => row.owner_ref));
  const peers = await tx<DbEntitiesRow>('maturity_entities')
    .where({ state: 'active' })
    .andWhere(either => {
      void whereAnyOf(either, tx, 'system_ref', systems);
      void either.orWhere(owned => whereAnyOf(owned, tx, 'owner_ref', owners));
    })
    .select('entity_ref');
  const made = await ofSameTemplate(tx, entityRefs);
  return [...new Set([...peers.map(row => row.entity_ref), ...made])];
}

async function ofSameTemplate(
  tx: Knex,
  entityRefs: string[],
): Promise<string[]> {
  const rows: Pick<DbRecordsRow, 'data'>[] = await whereAnyOf(
    tx<DbRecordsRow>('maturity_records')
      .where({ type: 'provisioning' })
      .select('data'),
    tx,
    'entity_ref',
    entityRefs,
  );
  const templates = distinct(
    rows.map(({ data }) => templateOf(JSON.parse(data))),
  );
  if (templates.length === 0) {
    return [];
  }
  const named = await whereAnyOf(
    tx<DbEntityFacetsRow>('maturity_entity_facets')
      .where({ key: SOURCE_TEMPLATE })
      .select('entity_ref'),
    tx,
    'value',
    templates,
  );
  const asked = await tx<DbRecordsRow>('maturity_records')
    .where({ type: 'provisioning' })
    .andWhere(either => {
      for (const template of templates) {
        void either.orWhereRaw('lower(data) like ?', [
          `%"template":{"id":${JSON.stringify(template)}%`,
        ]);
      }
    })
    .distinct('entity_ref');
  const found = [...named, ...asked].map(row => row.entity_ref);
  const active = await whereAnyOf(
    tx<DbEntitiesRow>('maturity_entities')
      .where({ state: 'active' })
      .select('entity_ref'),
    tx,
    'entity_ref',
    [...new Set(found)],
  );
  return active.map(row => row.entity_ref);
}

function templateOf({ template }: Provisioning): string | null {
  return template ? template.id.toLocaleLowerCase('en-US') : null;
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values.filter(value => value !== null))];
}
