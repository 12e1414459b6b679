// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { readMaturityConfig } from '../config';
import { createCore } from '../createCore';
import { importAll, crashEntities, connect } from './crashWorkload';

/**
 * One life of the backend: synchronizes, imports and evaluates until everything is done, unless it is killed first.
 * Says on standard output how far it is.
 */
async function main() {
  // Time goes on from life to life, so that the leases of the dead end.
  let now = new Date(Number(process.env.CRASH_NOW));
  const knex = await connect(process.env.CRASH_DATABASE!);
  const silent = () => {};
  const logger = {
    error: silent,
    warn: silent,
    info: silent,
    debug: silent,
    child: () => logger,
  };
  const core = createCore({
    knex,
    config: readMaturityConfig(
      new ConfigReader({ maturity: { evaluation: { batchSize: 3 } } }),
    ),
    // No mock of the whole catalog: this process is started often, and loading it would take most of its time.
    catalog: {
      async *streamEntities({ query }: any) {
        yield crashEntities().filter(filterPredicateToFilterFunction(query));
      },
    } as any,
    auth: {
      getOwnServiceCredentials: async () => ({ principal: {} }),
    } as any,
    logger,
    metrics: {
      countIngested: silent,
      countEvaluated: silent,
      countRemoved: silent,
      recordEvaluation: silent,
      observeBacklog: silent,
    },
    now: () => now,
  });
  process.stdout.write('started\n');
  await core.noticeNewModel();
  await core.syncCatalog();
  await importAll(core.ingest, async () => {
    await core.workers.runOnce();
    process.stdout.write('step\n');
  });
  while ((await core.workers.runOnce()) > 0) {
    process.stdout.write('step\n');
  }
  // A regression must hold before it opens a task, so how often it was seen on the way matters until the next days.
  for (let night = 0; night < 2; night += 1) {
    now = new Date(now.getTime() + 86_400_000);
    await core.markAll('window');
    while ((await core.workers.runOnce()) > 0);
  }
  await knex.destroy();
  process.stdout.write('finished\n');
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
