// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { readMaturityConfig } from '../src/config';
import { createCore } from '../src/createCore';
import { RecordItem } from '../src/ingest/types';
import { MaturityMetrics } from '../src/metrics';
import { MIGRATIONS_DIRECTORY } from '../src/store/createStore';
import {
  generateCatalog,
  generateDeployments,
  generatePipeline,
} from './generate';

export const BENCH_NOW = new Date('2026-11-22T12:00:00Z');

const NO_METRICS: MaturityMetrics = {
  countIngested() {},
  countEvaluated() {},
  recordEvaluation() {},
  observeBacklog() {},
};

const ENTITIES_PER_BATCH = 20;

/** The parts under measurement over a real database, with the catalog in memory. */
export async function prepareCore(knex: Knex, entities: number) {
  await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  const config = readMaturityConfig(new ConfigReader({}));
  return createCore({
    knex,
    config,
    catalog: catalogServiceMock({ entities: generateCatalog(entities) }),
    auth: mockServices.auth(),
    logger: mockServices.rootLogger({ level: 'warn' }),
    metrics: NO_METRICS,
    now: () => BENCH_NOW,
  });
}

/** Ingests the deployments and pipelines of all entities; answers the number of records. */
export async function ingestAll(
  core: Awaited<ReturnType<typeof prepareCore>>,
  options: { entities: number; deployments: number },
): Promise<number> {
  let records = 0;
  for (let at = 0; at < options.entities; at += ENTITIES_PER_BATCH) {
    const items: RecordItem[] = [];
    const end = Math.min(at + ENTITIES_PER_BATCH, options.entities);
    for (let service = at; service < end; service += 1) {
      for (const record of generateDeployments(
        service,
        options.deployments,
        BENCH_NOW,
      )) {
        items.push({ item: { type: 'deployment', record } });
      }
      items.push({
        item: {
          type: 'pipeline',
          record: generatePipeline(service, BENCH_NOW),
        },
      });
    }
    const { rejected, unmatched } = await core.ingest.upsertRecords(items);
    if (rejected.length + unmatched > 0) {
      throw new Error(`Refused: ${rejected[0]?.reason ?? 'unmatched'}`);
    }
    records += items.length;
  }
  return records;
}
