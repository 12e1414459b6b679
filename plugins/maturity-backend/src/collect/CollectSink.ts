// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CollectedItem,
  RateBudget,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Knex } from 'knex';
import { MaturityIngest, RecordItem } from '../ingest/types';
import {
  forgetWatermarks,
  writeWatermarks,
} from '../store/operations/collect/collectorState';
import { StatusBook } from './StatusBook';

/** Records of one transaction; large enough to be quick, small enough not to hold others up. */
const RECORDS_PER_BATCH = 500;
/** Watermarks of one transaction where there are few records. */
const WATERMARKS_PER_BATCH = 50;
/** Refused records that are kept to be shown. */
const MAX_REFUSALS = 20;

/** What a run brought, beside what it stored. @internal */
export interface Collected {
  records: number;
  refusals: { entityRef: string; message: string }[];
  budgets: Map<string, RateBudget>;
  backfill?: { done: number; total: number };
}

/** @internal */
export interface CollectSinkOptions {
  knex: Knex;
  collectorId: string;
  ingest: Pick<
    MaturityIngest,
    'upsertRecords' | 'replacePipelines' | 'putTemplate' | 'forgetUnrecognized'
  >;
  statuses: StatusBook;
  logger: LoggerService;
}

/**
 * Stores what a collector hands over, in the order in which it does: a watermark is stored in the transaction of the
 * records before it, never earlier, so that a crash anywhere only repeats.
 *
 * @internal
 */
export class CollectSink {
  readonly collected: Collected = {
    records: 0,
    refusals: [],
    budgets: new Map(),
  };
  readonly #options: CollectSinkOptions;
  #records: RecordItem[] = [];
  #watermarks = new Map<string, string>();

  constructor(options: CollectSinkOptions) {
    this.#options = options;
  }

  /** A value that is about to be stored counts as stored for who wrote it. */
  pendingWatermark(key: string): string | undefined {
    return this.#watermarks.get(key);
  }

  async take(item: CollectedItem): Promise<void> {
    const { collectorId, ingest, statuses } = this.#options;
    switch (item.kind) {
      case 'record':
        this.#records.push({ item: item.item, entityRef: item.entityRef });
        break;
      case 'pipelines': {
        const { entityRef, source, pipelines, observedAt } = item;
        const result = await ingest.replacePipelines({
          entityRef,
          source,
          pipelines,
          observedAt,
        });
        this.#note(result, () => entityRef);
        break;
      }
      case 'recognized': {
        const { keys, ...recognized } = item;
        await ingest.forgetUnrecognized({
          ...recognized,
          alsoWrite: tx => forgetWatermarks(tx, { collectorId, ...keys }),
        });
        break;
      }
      case 'template':
        await ingest.putTemplate(item.id, item.template, {
          origin: 'collector',
        });
        break;
      case 'status':
        statuses.say(item);
        break;
      case 'watermark':
        this.#watermarks.set(item.key, item.value);
        break;
      case 'budget':
        this.collected.budgets.set(item.budget.host, item.budget);
        break;
      case 'backfill':
        this.collected.backfill = { done: item.done, total: item.total };
        break;
      default: {
        const unknown: never = item;
        throw new Error(
          `A collector handed over '${JSON.stringify(
            unknown,
          )}', which is no known kind of item.`,
        );
      }
    }
    if (
      this.#records.length >= RECORDS_PER_BATCH ||
      this.#watermarks.size >= WATERMARKS_PER_BATCH
    ) {
      await this.flush();
    }
  }

  async flush(): Promise<void> {
    const records = this.#records;
    const watermarks = this.#watermarks;
    const { collectorId, ingest, statuses } = this.#options;
    if (records.length === 0 && watermarks.size === 0 && !statuses.hasNews) {
      return;
    }
    const result = await ingest.upsertRecords(records, {
      alsoWrite: async tx => {
        await writeWatermarks(tx, { collectorId, watermarks });
        await statuses.save(tx);
      },
    });
    this.#records = [];
    this.#watermarks = new Map();
    statuses.settle();
    this.#note(result, index => records[index].entityRef ?? 'unknown');
  }

  #note(
    result: Awaited<ReturnType<MaturityIngest['upsertRecords']>>,
    entityOf: (index: number) => string,
  ) {
    const { collected } = this;
    collected.records += result.accepted;
    for (const { index, id, reason } of result.rejected) {
      this.#options.logger.warn('A collected record was refused', {
        collector: this.#options.collectorId,
        id,
        reason,
      });
      if (collected.refusals.length < MAX_REFUSALS) {
        collected.refusals.push({
          entityRef: entityOf(index),
          message: reason,
        });
      }
    }
  }
}
