// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineDefinition,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** An entry for the gates of environments that no pipeline names, so that the inventory is whole. @public */
export function environmentsPipeline(
  header: Pick<
    PipelineDefinition,
    'source' | 'repository' | 'observedAt' | 'provider' | 'gatesComplete'
  >,
  gates: Gate[],
): PipelineDefinition {
  return {
    ...header,
    id: 'pipeline:environments',
    path: 'environments',
    jobs: [],
    references: [],
    gates,
    stages: [],
    scanTriggers: [],
    deploysTo: [],
  };
}
