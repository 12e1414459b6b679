// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
} from './collectAll';
import { COMMITS } from './deliveries';
import { StandInHost } from './StandInHost';
import { repository, WorldRepository } from './world';

/** The entity that most tests read. */
export const REF = 'component:default/shop';

/** A repository `acme/shop`, or another, on the host. */
export function add(
  host: StandInHost,
  parts: Partial<WorldRepository>,
  slug = 'acme/shop',
): WorldRepository {
  const repo = repository(slug, { commits: COMMITS, ...parts });
  host.add(repo);
  return repo;
}

/** Reads the component of `acme/shop`, or other entities. */
export function read(
  host: StandInHost,
  options: {
    entities?: Entity[];
    config?: JsonObject;
    sink?: MemorySink;
    now?: string;
    since?: string;
    templates?: Parameters<typeof collectAll>[0]['templates'];
  } = {},
): Promise<MemorySink> {
  const { config, entities = [component('acme/shop')], ...rest } = options;
  return collectAll({
    collector: createCollector(host.url, config),
    entities,
    ...rest,
  });
}

/** The ids of the deployments of an entity. */
export function idsOf(sink: MemorySink, entityRef = REF): string[] {
  return sink
    .deployments()
    .flatMap(found => (found.entityRef === entityRef ? [found.id] : []))
    .sort();
}
