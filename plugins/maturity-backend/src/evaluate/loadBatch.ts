// SPDX-License-Identifier: Apache-2.0
import { JsonObject } from '@backstage/types';
import {
  ConfiguredSource,
  MeasureInput,
  PeerProvisioning,
  uniteReach,
  Waiver,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { whereAnyOf } from '../store/bulk';
import { loadPeers } from '../store/operations/loadPeers';
import { loadReach } from '../store/operations/loadReach';
import { LoadedRecords, loadRecords } from '../store/operations/loadRecords';
import { loadWaivers } from '../store/operations/loadWaivers';
import { DbEntitiesRow } from '../store/tables';
import { inventoryUnreadSince } from '../store/inventoryUnreadSince';
import { composeReach, reachOfSource } from '../store/composeReach';
import { createTimeSlice } from '../store/timeSlice';

/** Everything that is stored of one entity and that its scorecard depends on. @internal */
export interface LoadedEntity {
  row: DbEntitiesRow;
  entity: JsonObject;
  records: LoadedRecords;
  peers: PeerProvisioning[];
  reach: MeasureInput['reach'];
  sourceReach: NonNullable<MeasureInput['sourceReach']>;
  inventoryUnreadSince: NonNullable<MeasureInput['inventoryUnreadSince']>;
  waivers: Waiver[];
}

/**
 * Loads entities with their records, in a constant number of queries however many entities there are.
 *
 * @param options - `from` is where the earliest window begins that will be evaluated; `sources` are those configured
 *
 * @internal
 */
export async function loadBatch(
  knex: Knex,
  options: {
    entityRefs: string[];
    from: Date;
    sources: readonly ConfiguredSource[];
  },
): Promise<Map<string, LoadedEntity>> {
  const { entityRefs, from, sources } = options;
  const rows: DbEntitiesRow[] = await whereAnyOf(
    knex<DbEntitiesRow>('maturity_entities')
      .where({ state: 'active' })
      .select('*'),
    knex,
    'entity_ref',
    entityRefs,
  );
  const refs = rows.map(row => row.entity_ref);
  const records = await loadRecords(knex, { entityRefs: refs, from });
  const reach = await loadReach(knex, refs);
  const waivers = await loadWaivers(knex, refs);
  const peersOf = await loadPeers(knex);
  const pause = createTimeSlice();
  const loaded = new Map<string, LoadedEntity>();
  for (const row of rows) {
    const ref = row.entity_ref;
    const sourceReach = Object.fromEntries(
      [...composeReach(reach.get(ref)!, sources)].map(([source, known]) => [
        source,
        reachOfSource(known),
      ]),
    );
    loaded.set(ref, {
      row,
      entity: JSON.parse(row.entity),
      records: records.get(ref)!,
      peers: peersOf(row),
      reach: uniteReach(...Object.values(sourceReach)),
      sourceReach,
      inventoryUnreadSince: inventoryUnreadSince(reach.get(ref)!.statuses),
      waivers: waivers.get(ref) ?? [],
    });
    await pause();
  }
  return loaded;
}
