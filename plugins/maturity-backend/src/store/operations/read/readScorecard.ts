// SPDX-License-Identifier: Apache-2.0
import { Knex } from 'knex';
import { isPostgres } from '../../bulk';
import { DbEntitiesRow } from '../../tables';
import { ATTRIBUTE_COLUMNS, AttributesRow } from './attributes';
import { EntityVisibility } from './EntityVisibility';
import { whereVisible } from './whereVisible';

/** @internal */
export type ScorecardRow = AttributesRow &
  Pick<DbEntitiesRow, 'delta_30d' | 'evaluated_at_ms' | 'target'> & {
    /** Absent until the first evaluation. */
    scorecard: string | null;
    /** The catalog entity, JSON. */
    entity: string;
    /** The queue's entry, where new records wait to be evaluated. */
    pending: string | null;
    /** What collectors last said of it, a JSON array of `DbCollectorStatusRow`. */
    statuses: string | null;
  };

const STATUS_FIELDS = [
  'collector_id',
  'entity_ref',
  'host',
  'state',
  'message',
  'retry_at_ms',
  'reach',
  'updated_ms',
]
  .map(column => `'${column}', c.${column}`)
  .join(', ');

/** Everything of one entity by its primary key; `undefined` where it is not scored or not visible. @internal */
export async function readScorecard(options: {
  knex: Knex;
  entityRef: string;
  visible: EntityVisibility;
}): Promise<ScorecardRow | undefined> {
  const query = options
    .knex('maturity_entities as e')
    .leftJoin('maturity_scorecards as s', 's.entity_ref', 'e.entity_ref')
    .leftJoin('maturity_evaluation_queue as q', 'q.entity_ref', 'e.entity_ref')
    .where('e.entity_ref', options.entityRef)
    .where('e.state', 'active');
  whereVisible(query, 'e.entity_ref', options.visible);
  return query
    .first(
      ...ATTRIBUTE_COLUMNS,
      'e.delta_30d',
      'e.evaluated_at_ms',
      'e.target',
      'e.entity',
      { scorecard: 's.data' },
      { pending: 'q.entity_ref' },
      // In the same statement: a second one costs more than it reads.
      options.knex.raw(
        isPostgres(options.knex)
          ? `(select json_agg(c)::text from maturity_collector_status as c
             where c.entity_ref = e.entity_ref) as statuses`
          : `(select json_group_array(json_object(${STATUS_FIELDS}))
             from maturity_collector_status as c
             where c.entity_ref = e.entity_ref) as statuses`,
      ),
    )
    .then();
}
