// SPDX-License-Identifier: Apache-2.0
import {
  entitySources,
  PipelineDefinition,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { createHash } from 'node:crypto';
import { CollectorEntity } from '../DeliveryCollector';
import { matchesAny } from './matchesPattern';

/**
 * Of a repository's pipelines those of one entity: in a monorepo the files that its paths name, and all of them where
 * they name none.
 *
 * @param fileOf - the file of a pipeline; its path where not given
 * @public
 */
export function ownPipelines(
  { entity, entityRef }: Pick<CollectorEntity, 'entity' | 'entityRef'>,
  pipelines: readonly PipelineDefinition[],
  fileOf = ({ path }: PipelineDefinition) => path,
): PipelineDefinition[] {
  const patterns = entitySources(entity).paths.map(pattern =>
    pattern.replace(/\*+/g, '*'),
  );
  const own = pipelines.filter(pipeline =>
    matchesAny(fileOf(pipeline), patterns),
  );
  return (own.length > 0 ? own : pipelines).map(pipeline => ({
    ...pipeline,
    entityRef,
  }));
}

/** Changes when the pipelines do, or who owns which of them, and not with the time of looking. @public */
export function pipelinesFingerprint(
  pipelines: readonly PipelineDefinition[],
  entities: readonly Pick<CollectorEntity, 'entity' | 'entityRef'>[],
): string {
  const content = [
    pipelines.map(({ observedAt: _observedAt, ...rest }) => rest),
    // Another entity of the repository has not got them yet.
    entities.map(({ entity, entityRef }) => [
      entityRef,
      entitySources(entity).paths,
    ]),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
