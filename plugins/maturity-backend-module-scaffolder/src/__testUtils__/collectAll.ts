// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  collectAll as collect,
  CollectAllOptions,
  component,
  MemorySink,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { ScaffolderClient } from '../client/ScaffolderClient';
import { ScaffolderCollector } from '../ScaffolderCollector';

export const NOW = '2026-11-20T12:00:00.000Z';

export const ENTITIES: Entity[] = [
  component('shop'),
  component('desk', { 'github.com/project-slug': 'acme/desk' }),
];

/** The collector as the module builds it, against a host on the loopback interface. */
export function createCollector(
  baseUrl: string,
  environmentTemplates: string[] = [],
) {
  return new ScaffolderCollector({
    client: new ScaffolderClient({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => baseUrl,
      }),
    }),
    environmentTemplates: new Set(environmentTemplates),
  });
}

/** Runs the collector once, at the time of these tests. */
export function collectAll(
  options: Omit<CollectAllOptions, 'entities'> & { entities?: Entity[] },
): Promise<MemorySink> {
  return collect({
    entities: ENTITIES,
    now: () => new Date(NOW),
    since: new Date('2026-06-01T00:00:00Z'),
    ...options,
  });
}
