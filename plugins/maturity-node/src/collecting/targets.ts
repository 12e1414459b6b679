// SPDX-License-Identifier: Apache-2.0
import {
  entitySources,
  sameEnvironment,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { createHash } from 'node:crypto';
import { CollectedItem, CollectorEntity } from '../DeliveryCollector';

/** A few characters that differ where two values do. @public */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('hex')
    .slice(0, 12);
}

/** The entities that read a target, each with what decides which part of it is its own. @public */
export function readersOf(entities: readonly CollectorEntity[]): string[] {
  return entities
    .map(({ entity, entityRef }) => {
      const { paths, services } = entitySources(entity);
      return digestOf([entityRef, paths, services]);
    })
    .sort();
}

/** The entities of a target that own an environment: those that name it, or none in particular. @public */
export function ownersOf(
  entities: readonly CollectorEntity[],
  environment: string,
): CollectorEntity[] {
  return entities.filter(({ entity }) => {
    const { services } = entitySources(entity);
    return (
      services.length === 0 ||
      services.some(service => sameEnvironment(service, environment))
    );
  });
}

/** The same word about every entity of a target. @public */
export function statusOf(
  { entities }: { entities: readonly CollectorEntity[] },
  status: Omit<
    Extract<CollectedItem, { kind: 'status' }>,
    'kind' | 'entityRef'
  >,
): CollectedItem[] {
  return entities.map(({ entityRef }) => ({
    kind: 'status' as const,
    entityRef,
    ...status,
  }));
}
