// SPDX-License-Identifier: Apache-2.0
import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { maturityPlugin } from '../src/plugin';
import { floorPlugin } from './floorPlugin';
import { generateCatalog } from './generate';

/**
 * The backend under measurement, in a process of its own: Backstage as in production with this plugin and the floor.
 * The catalog alone is in memory, for it is not what is measured.
 */
async function main() {
  const entities = generateCatalog(Number(process.env.BENCH_ENTITIES));
  const catalog = {
    async *streamEntities({ query, pageSize = 500 }: any) {
      const found = entities.filter(filterPredicateToFilterFunction(query));
      for (let at = 0; at < found.length; at += pageSize) {
        yield found.slice(at, at + pageSize);
      }
    },
  } as Partial<CatalogService> as CatalogService;

  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () => catalog,
    }),
  );
  backend.add(floorPlugin);
  backend.add(maturityPlugin);
  await backend.start();

  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const tell = () => {
    const { user, system } = process.cpuUsage();
    process.send!({
      usage: {
        cpuSeconds: (user + system) / 1e6,
        longestDelayMs: delay.max / 1e6,
        peakBytes: process.resourceUsage().maxRSS * 1024,
      },
    });
  };
  process.on('message', (message: { reset?: boolean }) => {
    tell();
    if (message.reset) {
      delay.reset();
    }
  });
  process.on('disconnect', () => process.exit(0));
  tell();
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
