// SPDX-License-Identifier: Apache-2.0
import {
  IngestAnswer,
  PutPipelinesAnswer,
  PutTemplateAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { declareReach } from '../store/operations/declareReach';
import { createTimeSlice } from '../store/timeSlice';
import { inTransaction } from '../store/transaction';
import { countNotes } from './countNotes';
import { countOutcomes } from './countOutcomes';
import { ingestCdevents } from './ingestCdevents';
import { forgetUnrecognized } from './forgetUnrecognized';
import { IngestOptions } from './IngestOptions';
import {
  listItems,
  parseItem,
  ParsedItem,
  readReach,
  requireItemCount,
} from './parseItems';
import { putPipelines } from './putPipelines';
import { putTemplate } from './putTemplate';
import { replacePipelines } from './replacePipelines';
import {
  CdeventsOptions,
  MaturityIngest,
  RecordItem,
  UpsertOptions,
  UpsertResult,
} from './types';
import { ItemOutcome, upsertRecords } from './upsertRecords';

/** @internal */
export class DefaultMaturityIngest implements MaturityIngest {
  private readonly options: IngestOptions;

  constructor(options: IngestOptions) {
    this.options = options;
  }

  async ingestCdevents(
    body: unknown,
    options: CdeventsOptions = {},
  ): Promise<IngestAnswer> {
    const answer = await ingestCdevents(this.options, body, options);
    return this.finish('cdevent', answer);
  }

  async ingestRecords(body: unknown): Promise<IngestAnswer> {
    const items = listItems(body);
    const reach = readReach(body);
    requireItemCount(items.length);
    const pause = createTimeSlice();
    const receivedAt = this.options.now().toISOString();
    const parsed: ParsedItem[] = [];
    for (const item of items) {
      parsed.push(parseItem(item, receivedAt));
      await pause();
    }
    const good = parsed.flatMap(entry => ('item' in entry ? [entry] : []));
    const outcomes = await this.store(
      good.map(({ item, notes }): RecordItem => ({ item, notes })),
      reach && {
        alsoWrite: tx =>
          declareReach(tx, {
            sources: good.map(({ item }) => item.record.source),
            reach,
            now: this.options.now(),
          }),
      },
    );
    return this.finish('record', {
      ...countOutcomes(outcomes),
      ignored: [],
      ...countNotes(good.flatMap(({ notes }) => notes ?? [])),
      rejected: parsed.flatMap(entry =>
        'reason' in entry
          ? [
              {
                index: entry.at.index,
                ...(entry.at.list ? { list: entry.at.list } : {}),
                ...(entry.id ? { id: entry.id } : {}),
                reason: entry.reason,
              },
            ]
          : [],
      ),
    });
  }

  async putPipelines(
    entityRef: string,
    body: unknown,
  ): Promise<PutPipelinesAnswer> {
    const answer = await putPipelines(this.options, entityRef, body);
    this.options.onStored();
    return answer;
  }

  async putTemplate(
    id: string,
    body: unknown,
    options: { origin?: 'api' | 'collector' } = {},
  ): Promise<PutTemplateAnswer> {
    const answer = await putTemplate(
      this.options,
      id,
      body,
      options.origin ?? 'api',
    );
    this.options.onStored();
    return answer;
  }

  async upsertRecords(
    items: RecordItem[],
    options: UpsertOptions = {},
  ): Promise<UpsertResult> {
    const receivedAt = this.options.now().toISOString();
    const parsed = items.map(({ item }, index) =>
      parseItem({ index, type: item.type, value: item.record }, receivedAt),
    );
    const good = parsed.flatMap((entry, index) =>
      'item' in entry
        ? [{ ...items[index], item: entry.item, notes: entry.notes }]
        : [],
    );
    const outcomes = await this.store(good, options);
    return this.finish('collected', {
      ...countOutcomes(outcomes),
      rejected: parsed.flatMap(entry =>
        'reason' in entry
          ? [
              {
                index: entry.at.index,
                ...(entry.id ? { id: entry.id } : {}),
                reason: entry.reason,
              },
            ]
          : [],
      ),
    });
  }

  async replacePipelines(
    options: Parameters<MaturityIngest['replacePipelines']>[0],
    also: UpsertOptions = {},
  ): Promise<UpsertResult> {
    const result = await replacePipelines(this.options, options, also);
    return this.finish('collected', result);
  }

  async forgetUnrecognized(
    options: Parameters<MaturityIngest['forgetUnrecognized']>[0],
  ): Promise<number> {
    const forgotten = await forgetUnrecognized(this.options, options);
    if (forgotten > 0) {
      this.options.onStored();
    }
    return forgotten;
  }

  private async store(
    items: RecordItem[],
    options: UpsertOptions = {},
  ): Promise<ItemOutcome[]> {
    if (items.length === 0 && !options.alsoWrite) {
      return [];
    }
    const { knex, directory, now } = this.options;
    const lookup = await directory.get();
    return inTransaction(knex, async tx => {
      const outcomes = await upsertRecords(tx, { items, lookup, now: now() });
      await options.alsoWrite?.(tx);
      return outcomes;
    });
  }

  private finish<T extends UpsertResult & { ignored?: unknown[] }>(
    kind: 'cdevent' | 'record' | 'collected',
    answer: T,
  ): T {
    const { metrics } = this.options;
    metrics.countIngested(kind, 'accepted', answer.accepted);
    metrics.countIngested(kind, 'duplicate', answer.duplicates);
    metrics.countIngested(kind, 'unmatched', answer.unmatched);
    metrics.countIngested(kind, 'ignored', answer.ignored?.length ?? 0);
    metrics.countIngested(kind, 'rejected', answer.rejected.length);
    if (answer.accepted > 0) {
      this.options.onStored();
    }
    return answer;
  }
}
