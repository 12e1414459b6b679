// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  PipelineDefinition,
  Provisioning,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { ownPipelines } from '../collecting/ownPipelines';
import { ownersOf } from '../collecting/targets';
import { CollectedItem, CollectorEntity } from '../DeliveryCollector';

interface WithEntities {
  entities: readonly CollectorEntity[];
}

/**
 * A deployment as an item for each entity of its repository that owns its environment.
 *
 * @param ownOf - what is said of it for one entity only, as its own changes in a monorepo
 * @public
 */
export function deploymentItems(
  { entities }: WithEntities,
  deployment: Deployment,
  ownOf?: (entityRef: string) => Partial<Deployment>,
): CollectedItem[] {
  return ownersOf(entities, deployment.environment).map(({ entityRef }) => ({
    kind: 'record',
    entityRef,
    item: {
      type: 'deployment',
      record: { ...deployment, ...ownOf?.(entityRef), entityRef },
    },
  }));
}

/** A provisioning as an item for each entity of its repository. @public */
export function provisioningItems(
  { entities }: WithEntities,
  record: Provisioning,
): CollectedItem[] {
  return entities.map(({ entityRef }) => ({
    kind: 'record',
    entityRef,
    item: { type: 'provisioning', record: { ...record, entityRef } },
  }));
}

/** The pipelines of a repository, each entity with its own. @public */
export function pipelinesItems(
  { entities, host }: WithEntities & { host: string },
  pipelines: readonly PipelineDefinition[],
  options: {
    observedAt: string;
    /** The file of a pipeline; its path where not given. */
    fileOf?: (pipeline: PipelineDefinition) => string;
  },
): CollectedItem[] {
  const { observedAt, fileOf } = options;
  return entities.map(entity => ({
    kind: 'pipelines',
    entityRef: entity.entityRef,
    source: host,
    observedAt,
    pipelines: ownPipelines(entity, pipelines, fileOf),
  }));
}
