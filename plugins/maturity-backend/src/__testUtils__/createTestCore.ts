// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { readMaturityConfig } from '../config';
import { createCore } from '../createCore';
import { advanceReplay } from '../evaluate/advanceReplay';
import { createMetrics } from '../metrics';
import { createStore } from '../store/createStore';

/** A catalog entity as tests need it. */
export function component(name: string, more: JsonObject = {}): Entity {
  const { annotations, ...spec } = more;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'github.com/project-slug': `acme/${name}`,
        ...(annotations as Record<string, string> | undefined),
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'payments',
      ...spec,
    },
  };
}

/** The parts that take data in and evaluate, over a real database, a catalog in memory and a clock that stands. */
export async function createTestCore(options: {
  knex: Knex;
  entities: Entity[];
  now?: string;
  config?: JsonObject;
  /** Names the model as an earlier release would have. */
  nameModel?: (version: string) => string;
}) {
  const { knex } = options;
  await createStore(mockServices.database({ knex }));
  const clock = { now: new Date(options.now ?? '2026-11-22T12:00:00Z') };
  const catalog = { entities: options.entities, error: undefined as unknown };
  const read = readMaturityConfig(
    new ConfigReader({ maturity: options.config ?? {} }),
  );
  const version = options.nameModel?.(read.model.version) ?? read.model.version;
  const config = { ...read, model: { ...read.model, version } };
  const logger = mockServices.logger.mock();
  const now = () => clock.now;
  const core = createCore({
    knex,
    config,
    catalog: {
      ...catalogServiceMock(),
      streamEntities: (request: any) => {
        if (catalog.error) {
          throw catalog.error;
        }
        return catalogServiceMock({
          entities: catalog.entities,
        }).streamEntities(request);
      },
    } as ReturnType<typeof catalogServiceMock>,
    auth: mockServices.auth(),
    logger,
    metrics: createMetrics(metricsServiceMock.mock()),
    now,
  });
  return {
    ...core,
    knex,
    clock,
    catalog,
    model: config.model,
    advanceReplay: () =>
      advanceReplay(
        {
          knex,
          model: config.model,
          templates: core.templates,
          sources: config.sources,
          logger,
          now,
          leaseMs: 60_000,
        },
        'test',
      ),
    /** Evaluates until nothing is dirty. */
    async settle() {
      while ((await core.workers.runOnce()) > 0);
    },
    later(milliseconds: number) {
      clock.now = new Date(clock.now.getTime() + milliseconds);
    },
  };
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** An ISO instant some days before the test's clock. */
export function daysAgo(days: number, hours = 0): string {
  return new Date(
    Date.parse('2026-11-22T12:00:00Z') - days * DAY - hours * HOUR,
  ).toISOString();
}

/** A succeeded production deployment with one change. */
export function deployment(id: string, days: number, more: JsonObject = {}) {
  return {
    source: 'github.com/acme/shop',
    id,
    observedAt: daysAgo(days),
    repository: 'github.com/acme/shop',
    environment: 'production',
    requestedAt: daysAgo(days, 2),
    finishedAt: daysAgo(days),
    outcome: 'succeeded',
    waits: [],
    changes: [{ revision: `r${id}`, committedAt: daysAgo(days, 5) }],
    ...more,
  };
}
