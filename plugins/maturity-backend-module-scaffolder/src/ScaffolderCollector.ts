// SPDX-License-Identifier: Apache-2.0
import { ResponseError, stringifyError } from '@backstage/errors';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  DeliveryCollector,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { ScaffolderTaskClient } from './client';
import { createEntityLookup, provisioningOf } from './provisionings';

/** Everything comes from one place, so there is one target. */
const TARGET = 'scaffolder';
const WATERMARK = 'created-at';
const UNFINISHED = new Set(['open', 'processing']);

/** Reads Scaffolder tasks as provisioning records. @internal */
export class ScaffolderCollector implements DeliveryCollector {
  readonly id = 'scaffolder';
  readonly title = 'Scaffolder';
  readonly provides = ['provisioning' as const];

  readonly #client: ScaffolderTaskClient;
  readonly #environmentTemplates: Set<string>;

  constructor(options: {
    client: ScaffolderTaskClient;
    environmentTemplates: Set<string>;
  }) {
    this.#client = options.client;
    this.#environmentTemplates = options.environmentTemplates;
  }

  match() {
    return { status: 'match' as const, target: TARGET };
  }

  async *collect(
    entities: CollectorEntity[],
    since: Date,
    context: CollectContext,
  ): AsyncIterable<CollectedItem> {
    const lookup = createEntityLookup(entities);
    const watermark = await context.readWatermark(WATERMARK);
    const from = watermark ?? since.toISOString();
    // Unfinished tasks are read again, so the watermark stays before the oldest of them.
    let next = context.now().toISOString();
    try {
      for await (const task of this.#client.tasksSince(from, context.signal)) {
        if (UNFINISHED.has(task.status)) {
          next = new Date(task.createdAt).toISOString();
          continue;
        }
        yield* this.#read(task, lookup, context);
      }
    } catch (error) {
      if (error instanceof ResponseError && error.response.status === 404) {
        context.logger.info('This Backstage has no Scaffolder to read');
        return;
      }
      const message = stringifyError(error);
      for (const { entityRef } of entities) {
        yield { kind: 'status', entityRef, state: 'stale', message };
      }
      return;
    }
    yield { kind: 'watermark', key: WATERMARK, value: next };
  }

  async *#read(
    task: Parameters<typeof provisioningOf>[0],
    lookup: ReturnType<typeof createEntityLookup>,
    context: CollectContext,
  ): AsyncIterable<CollectedItem> {
    if (task.status !== 'completed') {
      return;
    }
    const events = await this.#client.events(task.id, context.signal);
    const found = provisioningOf(task, events, this.#environmentTemplates);
    for (const entityRef of found ? lookup(found.output) : []) {
      yield {
        kind: 'record',
        entityRef,
        item: { type: 'provisioning', record: found!.record },
      };
      yield {
        kind: 'status',
        entityRef,
        state: 'ok',
        reach: ['provisionings'],
      };
    }
  }
}
