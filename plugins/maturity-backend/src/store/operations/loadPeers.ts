// SPDX-License-Identifier: Apache-2.0
import {
  PeerProvisioning,
  Provisioning,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../bulk';
import { DbEntitiesRow, DbRecordsRow } from '../tables';

const LONGEST_WINDOW_MS = 400 * 86_400_000;

type PeerRow = Pick<DbEntitiesRow, 'entity_ref' | 'system_ref' | 'owner_ref'> &
  Pick<DbRecordsRow, 'data'>;

/**
 * The provisionings of each entity's system and owner, from which times may be inferred. The entity's own are left out.
 *
 * @internal
 */
export async function loadPeers(
  knex: Knex,
  options: { rows: DbEntitiesRow[]; from: Date },
): Promise<(row: DbEntitiesRow) => PeerProvisioning[]> {
  const distinct = (values: (string | null)[]) => [
    ...new Set(values.filter(value => value !== null)),
  ];
  const systems = distinct(options.rows.map(row => row.system_ref));
  const owners = distinct(options.rows.map(row => row.owner_ref));
  const peers: PeerRow[] = await knex('maturity_records as r')
    .join('maturity_entities as e', 'e.entity_ref', 'r.entity_ref')
    .where('r.type', 'provisioning')
    .andWhere('r.at_ms', '>=', options.from.getTime() - LONGEST_WINDOW_MS)
    .andWhere('e.state', 'active')
    .andWhere(either => {
      void whereAnyOf(either, knex, 'e.system_ref', systems);
      void either.orWhere(owned =>
        whereAnyOf(owned, knex, 'e.owner_ref', owners),
      );
    })
    .orderBy(['r.entity_ref', 'r.source', 'r.id'])
    .select('r.entity_ref', 'e.system_ref', 'e.owner_ref', 'r.data');
  const parsed = peers.map(peer => ({
    ...peer,
    provisioning: JSON.parse(peer.data) as Provisioning,
  }));
  const bySystem = groupBy(parsed, peer => peer.system_ref);
  const byOwner = groupBy(parsed, peer => peer.owner_ref);

  return row => {
    const others = (
      relation: PeerProvisioning['relation'],
      ref: string | null,
      members: typeof parsed | undefined,
    ): PeerProvisioning[] => {
      const provisionings = (members ?? [])
        .filter(peer => peer.entity_ref !== row.entity_ref)
        .map(peer => peer.provisioning);
      return ref && provisionings.length > 0
        ? [{ ref, relation, provisionings }]
        : [];
    };
    return [
      ...others('system', row.system_ref, bySystem.get(row.system_ref ?? '')),
      ...others('owner', row.owner_ref, byOwner.get(row.owner_ref ?? '')),
    ];
  };
}

function groupBy<T>(
  items: T[],
  key: (item: T) => string | null,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name !== null) {
      const group = groups.get(name);
      if (group) {
        group.push(item);
      } else {
        groups.set(name, [item]);
      }
    }
  }
  return groups;
}
