// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import {
  Deployment,
  DeliveryRecord,
  mergeRecords,
  PipelineDefinition,
  Provisioning,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  CollectorEntity,
  DeclaredTemplate,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { readGitlabConfig } from '../config';
import { GitlabCollector } from '../GitlabCollector';
import { StandInHost } from './StandInHost';
import { WorldProject } from './world';

export const NOW = '2026-11-22T00:00:00.000Z';

/** A component of a project. */
export function component(
  slug: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: slug.split('/').pop()!,
      annotations: { 'gitlab.com/project-slug': slug, ...annotations },
    },
  };
}

/** The collector as the module builds it, against a host on the loopback interface. */
export function createCollector(apiBaseUrl: string, config: JsonObject = {}) {
  const root = new ConfigReader({
    integrations: {
      gitlab: [{ host: 'gitlab.com', apiBaseUrl, token: 'secret' }],
    },
    maturity: { collectors: { gitlab: config } },
  });
  const integrations = ScmIntegrations.fromConfig(root);
  return new GitlabCollector({
    options: readGitlabConfig(root),
    integrations,
    credentials:
      DefaultGitlabCredentialsProvider.fromIntegrations(integrations),
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

  #of(type: string) {
    this.flush();
    return [...this.records]
      .filter(([key]) => key.includes(` ${type} `))
      .flatMap(([, records]) => records);
  }

  deployments() {
    return this.#of('deployment') as Deployment[];
  }

  deployment(id: number) {
    return this.deployments().find(one => one.id === `deployment/${id}`)!;
  }

  provisionings() {
    return this.#of('provisioning') as Provisioning[];
  }
}

/** Runs the collector once over entities. */
export async function collectAll(options: {
  collector: GitlabCollector;
  entities: Entity[];
  sink?: MemorySink;
  now?: string;
  since?: string;
  templates?: DeclaredTemplate[];
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
  })) {
    options.onItem?.(item);
    sink.take(item);
  }
  sink.flush();
  return sink;
}

/** Reads one project of a host of its own. */
export async function readWorld(
  world: WorldProject,
  sink?: MemorySink,
): Promise<MemorySink> {
  const host = await new StandInHost([world]).start();
  try {
    return await collectAll({
      collector: createCollector(host.url),
      entities: [component(world.path)],
      sink,
    });
  } finally {
    await host.stop();
  }
}
