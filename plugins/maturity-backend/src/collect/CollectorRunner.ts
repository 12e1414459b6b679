// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  Recognition,
  TemplateRegistry,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  CollectorRegistration,
  groupBy,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import { Duration } from 'luxon';
import { readRuns, saveRun } from '../store/operations/collect/collectorRuns';
import { readWatermark } from '../store/operations/collect/collectorState';
import { CollectableEntities } from './CollectableEntities';
import { CollectSink, CollectSinkOptions } from './CollectSink';
import { CollectorRunState, HostRun, hostOf, parseRunState } from './runState';
import { StatusBook } from './StatusBook';

const DEFAULT_BACKFILL: HumanDuration = { days: 180 };
/** Sentences that are kept to be shown; the entity's own page has the rest. */
const MAX_INCOMPLETE = 100;
/** How often a long run says how far it is. */
const PROGRESS_EVERY_MS = 5_000;

/** @internal */
export interface CollectorRunnerOptions {
  knex: Knex;
  ingest: CollectSinkOptions['ingest'];
  templates: { get(): Promise<TemplateRegistry> };
  recognition?: Partial<Recognition>;
  entities: CollectableEntities;
  logger: LoggerService;
  now: () => Date;
}

/** Runs one collector: over all its entities on schedule, over some of them when an event asks for it. @internal */
export class CollectorRunner {
  readonly #registration: CollectorRegistration;
  readonly #options: CollectorRunnerOptions;
  readonly #logger: LoggerService;

  constructor(
    registration: CollectorRegistration,
    options: CollectorRunnerOptions,
  ) {
    this.#registration = registration;
    this.#options = options;
    this.#logger = options.logger.child({
      collector: registration.collector.id,
    });
  }

  get collector() {
    return this.#registration.collector;
  }

  /** Reads every entity that the collector matches. Answers how many there were. */
  async runAll(signal: AbortSignal): Promise<number> {
    const { entities: collectable } = this.#options;
    const { entities, incomplete, recognition } = await collectable.of(
      this.collector,
    );
    const statuses = await this.#loadStatuses(entities);
    await statuses.keepOnly(
      new Set(entities.map(({ entityRef }) => entityRef)),
    );
    const before = await this.#loadRun();
    const hosts = this.#hostsOf(entities, before);
    const run: CollectorRunState = {
      startedAt: this.#options.now().toISOString(),
      lastSuccessAt: before?.lastSuccessAt,
      hosts,
      entities: entities.length,
      records: before?.records ?? 0,
      budgets: before?.budgets ?? [],
      backfill: before?.backfill,
      incomplete: incomplete.slice(0, MAX_INCOMPLETE),
      recognition,
      refusals: [],
      everyMs: frequencyOf(this.#registration),
    };
    await this.#saveRun(run);
    const sink = this.#createSink(statuses);
    const base = run.records;
    let saved = Date.now();
    const update = () => {
      const { records, refusals, budgets, backfill } = sink.collected;
      run.records = base + records;
      run.refusals = refusals;
      run.budgets = budgets.size > 0 ? [...budgets.values()] : run.budgets;
      run.backfill = backfill ?? run.backfill;
    };
    try {
      await this.#collect(entities, sink, signal, async () => {
        if (Date.now() - saved > PROGRESS_EVERY_MS) {
          saved = Date.now();
          update();
          await this.#saveRun(run);
        }
      });
      const now = this.#options.now().toISOString();
      for (const host of hosts) {
        if (statuses.isHeardFrom(host.host)) {
          host.lastSuccessAt = now;
        }
      }
      run.lastSuccessAt = oldestSuccess(hosts, now);
    } catch (error) {
      run.lastError = stringifyError(error);
      throw error;
    } finally {
      update();
      run.finishedAt = this.#options.now().toISOString();
      await this.#saveRun(run);
    }
    return entities.length;
  }

  /** Reads some entities now. */
  async runSome(
    entities: CollectorEntity[],
    signal: AbortSignal,
  ): Promise<void> {
    await this.#collect(
      entities,
      this.#createSink(
        await this.#loadStatuses(
          entities,
          entities.map(({ entityRef }) => entityRef),
        ),
      ),
      signal,
    );
  }

  /** Stores items that an event carried. */
  async store(items: CollectedItem[]): Promise<void> {
    if (items.length === 0) {
      return;
    }
    const refs = items.flatMap(item =>
      item.kind === 'status' ? [item.entityRef] : [],
    );
    const sink = this.#createSink(await this.#loadStatuses([], refs));
    for (const item of items) {
      await sink.take(item);
    }
    await sink.flush();
  }

  context(signal: AbortSignal, sink?: CollectSink): CollectContext {
    const { knex, templates, recognition, now } = this.#options;
    const collectorId = this.collector.id;
    return {
      logger: this.#logger,
      signal,
      now,
      readWatermark: async key =>
        sink?.pendingWatermark(key) ??
        readWatermark(knex, { collectorId, key }),
      listTemplates: async () => (await templates.get()).templates,
      recognition,
    };
  }

  async #collect(
    entities: CollectorEntity[],
    sink: CollectSink,
    signal: AbortSignal,
    afterItem?: () => Promise<void>,
  ): Promise<void> {
    const context = this.context(signal, sink);
    try {
      for await (const item of this.collector.collect(
        entities,
        this.since(),
        context,
      )) {
        signal.throwIfAborted();
        await sink.take(item);
        await afterItem?.();
      }
    } finally {
      // What came before a failure is good; its watermarks came after it.
      await sink.flush();
    }
  }

  since(): Date {
    const backfill = durationToMilliseconds(
      this.#registration.backfill ?? DEFAULT_BACKFILL,
    );
    return new Date(this.#options.now().getTime() - backfill);
  }

  #createSink(statuses: StatusBook): CollectSink {
    const { knex, ingest } = this.#options;
    return new CollectSink({
      knex,
      ingest,
      statuses,
      collectorId: this.collector.id,
      logger: this.#logger,
    });
  }

  #loadStatuses(
    entities: CollectorEntity[],
    entityRefs?: string[],
  ): Promise<StatusBook> {
    const { knex, now } = this.#options;
    return StatusBook.load({
      knex,
      now,
      collectorId: this.collector.id,
      hosts: new Map(
        entities.map(({ entityRef, target }) => [
          entityRef,
          hostOf(target, this.collector.id),
        ]),
      ),
      entityRefs,
    });
  }

  /** The hosts that are read now, each with when it was last. */
  #hostsOf(
    entities: CollectorEntity[],
    before: CollectorRunState | undefined,
  ): HostRun[] {
    const byHost = groupBy(entities, ({ target }) =>
      hostOf(target, this.collector.id),
    );
    return [...byHost].map(([host, own]) => {
      const known = before?.hosts
        ? before.hosts.find(one => one.host === host)
        : before;
      return {
        host,
        entities: own.length,
        ...(known?.lastSuccessAt && { lastSuccessAt: known.lastSuccessAt }),
      };
    });
  }

  async #loadRun(): Promise<CollectorRunState | undefined> {
    const rows = await readRuns(this.#options.knex);
    const own = rows.find(row => row.collector_id === this.collector.id);
    return own && parseRunState(own.data);
  }

  #saveRun(run: CollectorRunState): Promise<void> {
    return saveRun(this.#options.knex, {
      collector_id: this.collector.id,
      data: JSON.stringify(run),
    });
  }
}

function frequencyOf({ schedule }: CollectorRegistration): number | undefined {
  const { frequency } = schedule;
  if ('cron' in frequency || 'trigger' in frequency) {
    return undefined;
  }
  return Duration.isDuration(frequency)
    ? frequency.toMillis()
    : Duration.fromObject(frequency as object).toMillis();
}

/** A collector is as far behind as the host that has been silent for longest. */
function oldestSuccess(hosts: HostRun[], now: string): string | undefined {
  const times = hosts.map(({ lastSuccessAt }) => lastSuccessAt ?? '');
  return times.length === 0 ? now : times.sort()[0] || undefined;
}
