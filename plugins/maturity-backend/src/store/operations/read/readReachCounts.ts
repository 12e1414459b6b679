// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { DbCollectorStatusRow, DbSourceReachRow } from '../../tables';
import { ALL_ENTITIES } from '../declareReach';

type Count = number | string;

/** How many entities each source can tell what of, as it is stored. @internal */
export interface ReachCounts {
  /** Entities of which a collector declares the same. */
  statuses: (Pick<DbCollectorStatusRow, 'collector_id' | 'host' | 'reach'> & {
    entities: number;
  })[];
  /** Entities of which a source told at least once, and when it did so first, of any. */
  proven: (Omit<DbSourceReachRow, 'entity_ref'> & { entities: number })[];
  /** Entities of which a source told anything. */
  delivered: { source: string; entities: number }[];
  /** What sources declare of all entities that they deliver. */
  declared: Pick<DbSourceReachRow, 'source' | 'kind'>[];
}

/** In a constant number of queries, however many entities and sources there are. @internal */
export async function readReachCounts(options: {
  knex: Knex;
}): Promise<ReachCounts> {
  const { knex } = options;
  const ofEntities = () =>
    knex('maturity_source_reach as r').whereNot('r.entity_ref', ALL_ENTITIES);
  const [statuses, proven, delivered, declared] = await Promise.all([
    knex('maturity_collector_status')
      .groupBy('collector_id', 'host', 'reach')
      .select(
        'collector_id',
        'host',
        'reach',
        knex.raw('count(*) as entities'),
      ),
    ofEntities()
      // What a collector is refused now it cannot tell, whatever it told once.
      .whereNotExists(
        knex('maturity_collector_status as c')
          .where('c.state', 'no-permission')
          .whereRaw('c.entity_ref = r.entity_ref')
          .whereRaw('coalesce(c.host, c.collector_id) = r.source')
          .select(knex.raw('1')),
      )
      .groupBy('r.source', 'r.kind')
      .select(
        'r.source',
        'r.kind',
        knex.raw('count(*) as entities'),
        knex.raw('min(r.since_ms) as since_ms'),
      ),
    ofEntities()
      .groupBy('r.source')
      .select('r.source', knex.raw('count(distinct r.entity_ref) as entities')),
    knex<DbSourceReachRow>('maturity_source_reach')
      .where({ entity_ref: ALL_ENTITIES })
      .select('source', 'kind'),
  ]);
  const counted = <T extends { entities: Count }>(rows: T[]) =>
    rows.map(row => ({ ...row, entities: Number(row.entities) }));
  return {
    statuses: counted(statuses),
    proven: counted(proven).map(row => ({
      ...row,
      since_ms: Number(row.since_ms),
    })),
    delivered: counted(delivered),
    declared,
  };
}
