// SPDX-License-Identifier: Apache-2.0
import {
  PeerProvisioning,
  Provisioning,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../bulk';
import { DbEntitiesRow, DbMetaRow, DbRecordsRow } from '../tables';
import { createTimeSlice } from '../timeSlice';
import { MetaKey } from './meta';

type PeerRow = Pick<DbEntitiesRow, 'entity_ref' | 'system_ref' | 'owner_ref'> &
  Pick<DbRecordsRow, 'data'>;

/** A provisioning and the entity that it made. */
interface Member {
  entityRef: string;
  provisioning: Provisioning;
}

/** What was read of systems and owners while the versions were these. */
interface Known {
  version: string;
  systems: Map<string, Member[]>;
  owners: Map<string, Member[]>;
}

const VERSIONS: MetaKey[] = ['catalog-version', 'provisionings-version'];

/**
 * Per database. The entities of one system are spread over many batches of an evaluation of everything; read anew for
 * each of them, the time would grow with the square of the number of entities.
 */
const knownByDatabase = new WeakMap<object, Known>();

/**
 * The provisionings of each entity's system and owner, from which times may be inferred. The entity's own are left out.
 *
 * @internal
 */
export async function loadPeers(
  knex: Knex,
  options: { rows: DbEntitiesRow[] },
): Promise<(row: DbEntitiesRow) => PeerProvisioning[]> {
  const { rows } = options;
  const known = await currentlyKnown(knex);
  await learn(knex, known, {
    systems: unknownOf(rows, 'system_ref', known.systems),
    owners: unknownOf(rows, 'owner_ref', known.owners),
  });

  return row => {
    const others = (
      relation: PeerProvisioning['relation'],
      ref: string | null,
      members: Map<string, Member[]>,
    ): PeerProvisioning[] => {
      const provisionings = (members.get(ref ?? '') ?? [])
        .filter(member => member.entityRef !== row.entity_ref)
        .map(member => member.provisioning);
      return ref && provisionings.length > 0
        ? [{ ref, relation, provisionings }]
        : [];
    };
    return [
      ...others('system', row.system_ref, known.systems),
      ...others('owner', row.owner_ref, known.owners),
    ];
  };
}

/** Forgets everything once a provisioning or the catalog changed, whichever process changed it. */
async function currentlyKnown(knex: Knex): Promise<Known> {
  const versions = await knex<DbMetaRow>('maturity_meta')
    .whereIn('key', VERSIONS)
    .orderBy('key')
    .select('value');
  const version = versions.map(row => row.value).join(' ');
  const known = knownByDatabase.get(knex);
  if (known?.version === version) {
    return known;
  }
  const fresh = { version, systems: new Map(), owners: new Map() };
  knownByDatabase.set(knex, fresh);
  return fresh;
}

function unknownOf(
  rows: DbEntitiesRow[],
  column: 'system_ref' | 'owner_ref',
  known: Map<string, Member[]>,
): string[] {
  const refs = new Set(rows.map(row => row[column]));
  return [...refs].filter(
    (ref): ref is string => ref !== null && !known.has(ref),
  );
}

async function learn(
  knex: Knex,
  known: Known,
  unknown: { systems: string[]; owners: string[] },
): Promise<void> {
  const { systems, owners } = unknown;
  if (systems.length + owners.length === 0) {
    return;
  }
  const rows: PeerRow[] = await knex('maturity_records as r')
    .join('maturity_entities as e', 'e.entity_ref', 'r.entity_ref')
    .where('r.type', 'provisioning')
    .andWhere('e.state', 'active')
    .andWhere(either => {
      void whereAnyOf(either, knex, 'e.system_ref', systems);
      void either.orWhere(owned =>
        whereAnyOf(owned, knex, 'e.owner_ref', owners),
      );
    })
    .orderBy(['r.entity_ref', 'r.source', 'r.id'])
    .select('r.entity_ref', 'e.system_ref', 'e.owner_ref', 'r.data');
  // Put in place at the end: another batch must not take a part for everything.
  const found = { systems: listsOf(systems), owners: listsOf(owners) };
  const pause = createTimeSlice();
  for (const row of rows) {
    const member: Member = {
      entityRef: row.entity_ref,
      provisioning: JSON.parse(row.data),
    };
    found.systems.get(row.system_ref ?? '')?.push(member);
    found.owners.get(row.owner_ref ?? '')?.push(member);
    await pause();
  }
  found.systems.forEach((members, ref) => known.systems.set(ref, members));
  found.owners.forEach((members, ref) => known.owners.set(ref, members));
}

function listsOf(refs: string[]): Map<string, Member[]> {
  return new Map(refs.map(ref => [ref, []]));
}
