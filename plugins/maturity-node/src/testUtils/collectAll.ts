// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  DeliveryCollector,
} from '../DeliveryCollector';
import { MemorySink } from './MemorySink';

const silent = () => {};
const logger: LoggerService = {
  error: silent,
  warn: silent,
  info: silent,
  debug: silent,
  child: () => logger,
};

/** A component with the annotations by which a collector finds it. @public */
export function component(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
  };
}

/** @public */
export interface CollectAllOptions
  extends Partial<
    Pick<CollectContext, 'logger' | 'signal' | 'now' | 'recognition'>
  > {
  collector: DeliveryCollector;
  entities: Entity[];
  /** What was stored before; a new one by default. */
  sink?: MemorySink;
  /** How far back a first read goes. Default: 180 days. */
  since?: Date;
  templates?: Awaited<ReturnType<CollectContext['listTemplates']>>;
  /** Called before an item is stored; what it throws is a crash there. */
  onItem?: (item: CollectedItem) => void;
}

/** Runs a collector once, as the backend does, over those entities that it matches. @public */
export async function collectAll(
  options: CollectAllOptions,
): Promise<MemorySink> {
  const {
    collector,
    sink = new MemorySink(),
    now = () => new Date(),
  } = options;
  const entities = options.entities.flatMap((entity): CollectorEntity[] => {
    const match = collector.match(entity);
    const entityRef = stringifyEntityRef(entity);
    return match.status === 'match'
      ? [{ entityRef, entity, target: match.target }]
      : [];
  });
  const since =
    options.since ?? new Date(now().getTime() - 180 * 24 * 3_600_000);
  for await (const item of collector.collect(entities, since, {
    logger: options.logger ?? logger,
    signal: options.signal ?? new AbortController().signal,
    now,
    readWatermark: async key => sink.watermarks.get(key),
    listTemplates: async () => options.templates ?? [],
    recognition: options.recognition,
  })) {
    options.onItem?.(item);
    sink.take(item);
  }
  sink.flush();
  return sink;
}
