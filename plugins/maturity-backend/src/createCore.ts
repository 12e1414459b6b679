// SPDX-License-Identifier: Apache-2.0
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { CatalogSync } from './catalog/CatalogSync';
import { EntityDirectory } from './catalog/EntityDirectory';
import { MaturityConfig } from './config';
import { DefaultMaturityEvaluation } from './evaluate/DefaultMaturityEvaluation';
import { EvaluationWorkers } from './evaluate/EvaluationWorkers';
import { DefaultMaturityIngest } from './ingest/DefaultMaturityIngest';
import { rematch } from './ingest/rematch';
import { TemplateRegistryStore } from './ingest/TemplateRegistryStore';
import { MaturityMetrics } from './metrics';
import { runRetention } from './retention/runRetention';
import { markAllDirty } from './store/operations/markAllDirty';
import { markDue } from './store/operations/markDue';
import { changeMeta, readMeta, writeMeta } from './store/operations/meta';
import { inTransaction } from './store/transaction';

/** @internal */
export interface CoreOptions {
  knex: Knex;
  config: MaturityConfig;
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
  metrics: MaturityMetrics;
  now: () => Date;
}

/** How far back records are looked at again that came in while the catalog was being read. */
const REMATCH_OVERLAP_MS = 5 * 60_000;

/** How often an unknown entity is reason enough to read the catalog out of turn. */
const LOOK_AGAIN_MS = 10_000;

/** Runs the work for all who ask at the same time, and then not again for a while. */
function sometimes(
  pauseMs: number,
  now: () => Date,
  work: () => Promise<void>,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let lastMs = -Infinity;
  return async () => {
    if (!running && now().getTime() - lastMs < pauseMs) {
      return;
    }
    running ??= work().finally(() => {
      lastMs = now().getTime();
      running = undefined;
    });
    await running;
  };
}

/**
 * The parts that take data in, keep step with the catalog and evaluate, put together.
 *
 * @internal
 */
export function createCore(options: CoreOptions) {
  const { knex, config, logger, metrics, now } = options;
  const templates = new TemplateRegistryStore({
    knex,
    configured: config.templates,
    now,
  });
  const directory = new EntityDirectory(knex, config.hosts);
  const workers = new EvaluationWorkers({
    knex,
    model: config.model,
    templates,
    sources: config.sources,
    logger,
    metrics,
    now,
    ...config.evaluation,
  });
  const catalogSync = new CatalogSync({
    ...options,
    filter: config.model.filter,
  });

  const syncCatalog = async (signal?: AbortSignal) => {
    const result = await catalogSync.run(signal);
    const isChanged = result.saved + result.renamed + result.withdrawn > 0;
    const last = Number((await readMeta(knex, 'rematched-at')) ?? 0);
    const startedAt = now().getTime();
    await rematch({
      knex,
      directory,
      now,
      ...(isChanged ? {} : { since: new Date(last - REMATCH_OVERLAP_MS) }),
    });
    await writeMeta(knex, 'rematched-at', String(startedAt));
    workers.wake();
    return result;
  };
  const lookAgain = sometimes(LOOK_AGAIN_MS, now, async () => {
    await syncCatalog();
  });
  const ingest = new DefaultMaturityIngest({
    knex,
    directory,
    templates,
    metrics,
    now,
    drafts: config.ingest.drafts,
    sources: config.sources,
    tierPatterns: config.model.tierPatterns,
    recognition: config.recognition,
    lookAgain,
    onStored: () => workers.wake(),
  });
  const evaluation = new DefaultMaturityEvaluation({
    knex,
    model: config.model,
    templates,
    sources: config.sources,
    retention: config.retention,
    workers,
    now,
  });
  return {
    templates,
    directory,
    workers,
    ingest,
    evaluation,
    catalogSync,

    /** One step with the catalog, and what follows from it. */
    syncCatalog,

    /** Marks what time alone has changed. */
    async markDue() {
      const due = await inTransaction(knex, tx => markDue(tx, { now: now() }));
      if (due > 0) {
        workers.wake();
      }
    },

    /** Windows slide: everything is evaluated again. */
    async markAll(reason: string) {
      await inTransaction(knex, tx => markAllDirty(tx, { reason, now: now() }));
      workers.wake();
    },

    /** Removes what is no longer kept. */
    removeOld(signal?: AbortSignal) {
      return runRetention({
        knex,
        retention: config.retention,
        window: config.model.window,
        tierPatterns: config.model.tierPatterns,
        now: now(),
        onRemoved: metrics.countRemoved,
        signal,
      });
    },

    /** Everything is evaluated again where the model, the definitions it grades by, or the declared golden paths and sources are not those of the last start. */
    async noticeNewModel() {
      const version = createHash('sha256')
        .update(
          JSON.stringify([
            config.model.version,
            config.templates,
            config.sources,
          ]),
        )
        .digest('hex');
      await inTransaction(knex, async tx => {
        if (await changeMeta(tx, 'model-version', version)) {
          await markAllDirty(tx, { reason: 'model', now: now() });
        }
      });
    },
  };
}

/** @internal */
export type MaturityCore = ReturnType<typeof createCore>;
