// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  DeliveryRecord,
  mergeRecords,
  PipelineDefinition,
  Recognition,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  CollectorEntity,
  DeclaredTemplate,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { JsonObject } from '@backstage/types';
import { readGithubConfig } from '../config';
import { GithubCollector } from '../GithubCollector';

export const NOW = '2026-11-22T00:00:00.000Z';

/** A component of a repository. */
export function component(
  slug: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: slug.split('/')[1],
      annotations: { 'github.com/project-slug': slug, ...annotations },
    },
  };
}

/** The collector as the module builds it, against a host on the loopback interface. */
export function createCollector(
  apiBaseUrl: string,
  config: JsonObject = {},
  otherHosts: JsonObject[] = [],
) {
  const root = new ConfigReader({
    integrations: {
      github: [
        { host: 'github.com', apiBaseUrl, token: 'secret' },
        ...otherHosts,
      ],
    },
    maturity: { collectors: { github: config } },
  });
  const integrations = ScmIntegrations.fromConfig(root);
  return new GithubCollector({
    options: readGithubConfig(root),
    integrations,
    credentials:
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    patience: {
      maxWaitSeconds: 60,
      retries: 3,
      secondInMilliseconds: 1,
      requestTimeoutMilliseconds: 30_000,
    },
  });
}

/** What the backend would have stored: records merged, watermarks with the records before them. */
export class MemorySink {
  readonly watermarks = new Map<string, string>();
  readonly records = new Map<string, DeliveryRecord['record'][]>();
  readonly pipelines = new Map<string, PipelineDefinition[]>();
  readonly statuses = new Map<
    string,
    Extract<CollectedItem, { kind: 'status' }>
  >();
  readonly templates: Extract<CollectedItem, { kind: 'template' }>[] = [];
  readonly budgets: Extract<CollectedItem, { kind: 'budget' }>[] = [];
  #pending: CollectedItem[] = [];

  take(item: CollectedItem) {
    switch (item.kind) {
      case 'record':
        this.#pending.push(item);
        break;
      case 'watermark':
        this.flush();
        this.watermarks.set(item.key, item.value);
        break;
      case 'pipelines':
        this.pipelines.set(item.entityRef, item.pipelines);
        break;
      case 'status':
        this.statuses.set(item.entityRef, item);
        break;
      case 'template':
        this.templates.push(item);
        break;
      case 'budget':
        this.budgets.push(item);
        break;
      default:
    }
  }

  flush() {
    for (const item of this.#pending) {
      if (item.kind === 'record') {
        const { type, record } = item.item;
        const key = `${item.entityRef} ${type} ${record.source} ${record.id}`;
        this.records.set(
          key,
          mergeRecords([
            ...((this.records.get(key) ?? []) as (typeof record)[]),
            record,
          ]),
        );
      }
    }
    this.#pending = [];
  }

  /** A crash: what was not stored with a watermark is gone. */
  crash() {
    this.#pending = [];
  }

  deployments() {
    this.flush();
    return [...this.records]
      .filter(([key]) => key.includes(' deployment '))
      .flatMap(
        ([, records]) =>
          records as Extract<
            DeliveryRecord,
            { type: 'deployment' }
          >['record'][],
      );
  }
}

/** Runs the collector once over entities. */
export async function collectAll(options: {
  collector: GithubCollector;
  entities: Entity[];
  sink?: MemorySink;
  now?: string;
  since?: string;
  templates?: DeclaredTemplate[];
  recognition?: Partial<Recognition>;
  signal?: AbortSignal;
  onItem?: (item: CollectedItem) => void;
}): Promise<MemorySink> {
  const { collector, sink = new MemorySink(), now = NOW } = options;
  const entities = options.entities.flatMap((entity): CollectorEntity[] => {
    const match = collector.match(entity);
    const entityRef = `component:default/${entity.metadata.name}`;
    return match.status === 'match'
      ? [{ entityRef, entity, target: match.target }]
      : [];
  });
  const since = options.since ?? '2026-05-26T00:00:00Z';
  for await (const item of collector.collect(entities, new Date(since), {
    logger: mockServices.logger.mock(),
    signal: options.signal ?? new AbortController().signal,
    now: () => new Date(now),
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
