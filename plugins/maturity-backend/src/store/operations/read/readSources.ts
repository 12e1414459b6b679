// SPDX-License-Identifier: Apache-2.0
import {
  deploymentsOfUnknownTier,
  PipelineDefinition,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Knex } from 'knex';
import { UNKNOWN_TIER } from '../../recordRows';
import { DbIngestSourcesRow, DbRecordsRow, DbUnmatchedRow } from '../../tables';

/** @internal */
export interface EntityCounts {
  total: number;
  scored: number;
  reached: number;
  backlog: number;
  unmatched: number;
}

/** @internal */
export async function countForSources(options: {
  knex: Knex;
}): Promise<EntityCounts> {
  const { knex } = options;
  const [[entities], [queue], [unmatched]] = await Promise.all([
    knex('maturity_entities')
      .where('state', 'active')
      .select(
        knex.raw('count(*) as total'),
        knex.raw('count(level) as scored'),
        knex.raw('sum(case when has_records then 1 else 0 end) as reached'),
      ),
    knex('maturity_evaluation_queue').count({ count: '*' }),
    knex('maturity_unmatched').count({ count: '*' }),
  ]);
  return {
    total: Number(entities.total),
    scored: Number(entities.scored),
    reached: Number(entities.reached ?? 0),
    backlog: Number(queue.count),
    unmatched: Number(unmatched.count),
  };
}

/** Sources that are told at most; those that delivered last. */
const MAX_SOURCES = 200;

/** @internal */
export async function readIngestSources(options: {
  knex: Knex;
}): Promise<DbIngestSourcesRow[]> {
  return options
    .knex<DbIngestSourcesRow>('maturity_ingest_sources')
    .orderBy([
      { column: 'last_received_ms', order: 'desc' },
      { column: 'source' },
    ])
    .limit(MAX_SOURCES)
    .select();
}

/** Environments of deployments whose tier the sender did not name. @internal */
export async function readEnvironments(options: { knex: Knex }): Promise<
  {
    environment: string;
    tier: string | null;
    records: number;
  }[]
> {
  const rows: {
    environment: string;
    tier: string | null;
    count: number | string;
  }[] = await options
    .knex('maturity_records')
    .where('type', 'deployment')
    .whereNotNull('environment')
    .where(either => either.whereNull('tier').orWhere('tier', 'other'))
    .groupBy('environment', 'tier')
    .select('environment', 'tier', options.knex.raw('count(*) as count'));
  return rows.map(row => ({
    environment: row.environment,
    tier: row.tier,
    records: Number(row.count),
  }));
}

/** Pipelines that are told at most. */
const MAX_UNKNOWN = 100;

/** @internal */
export interface UnknownDeployments {
  /** The first ones, by entity. */
  pipelines: { entityRef: string; path: string; jobs: string[] }[];
  /** Number of all of them. */
  total: number;
}

/** Pipelines of which jobs deploy to where nothing tells. @internal */
export async function readUnknownDeployments(options: {
  knex: Knex;
}): Promise<UnknownDeployments> {
  const all = options
    .knex<DbRecordsRow>('maturity_records')
    .where({ type: 'pipeline', tier: UNKNOWN_TIER });
  const [[{ count }], rows] = await Promise.all([
    all.clone().count({ count: '*' }),
    all
      .clone()
      .orderBy([
        { column: 'entity_ref' },
        { column: 'source' },
        { column: 'id' },
      ])
      .limit(MAX_UNKNOWN)
      .select('entity_ref', 'data'),
  ]);
  return {
    total: Number(count),
    pipelines: rows.map(({ entity_ref, data }) => {
      const pipeline: PipelineDefinition = JSON.parse(data);
      const jobs = deploymentsOfUnknownTier(pipeline).map(({ job }) => job);
      return {
        entityRef: entity_ref as string,
        path: pipeline.path,
        jobs: [...new Set(jobs)],
      };
    }),
  };
}

/** @internal */
export async function listUnmatched(options: {
  knex: Knex;
  limit: number;
  offset: number;
}): Promise<DbUnmatchedRow[]> {
  return options
    .knex<DbUnmatchedRow>('maturity_unmatched')
    .orderBy([
      { column: 'last_seen_ms', order: 'desc' },
      { column: 'source' },
      { column: 'id' },
      { column: 'type' },
    ])
    .limit(options.limit)
    .offset(options.offset)
    .select();
}
