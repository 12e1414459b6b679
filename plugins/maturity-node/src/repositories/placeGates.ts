// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineDefinition,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { environmentsPipeline } from '../collecting/environmentsPipeline';

/**
 * Puts the gates of environments to the pipelines that deploy to them. Those of environments that no pipeline names, as
 * where a called workflow or an included file does, get an entry of their own, so that the inventory is whole.
 *
 * @param options - `complete` tells whether all gates are known; `names` whether an environment is the one of a gate
 * @public
 */
export function placeGates(
  pipelines: readonly PipelineDefinition[],
  gates: readonly Gate[],
  options: {
    complete: boolean;
    header: Pick<
      PipelineDefinition,
      'source' | 'repository' | 'observedAt' | 'provider'
    >;
    names(environment: string, ofGate: string): boolean;
  },
): PipelineDefinition[] {
  const { complete, header, names } = options;
  const placed = new Set<Gate>();
  const withGates = pipelines.map(pipeline => {
    const environments = [
      ...pipeline.deploysTo,
      ...pipeline.jobs.flatMap(({ environment }) => environment ?? []),
    ];
    const own = gates.filter(({ environment }) =>
      environments.some(name => environment && names(name, environment)),
    );
    own.forEach(gate => placed.add(gate));
    return {
      ...pipeline,
      gates: [...pipeline.gates, ...own],
      gatesComplete: complete,
    };
  });
  const rest = gates.filter(gate => !placed.has(gate));
  return rest.length === 0
    ? withGates
    : [
        ...withGates,
        environmentsPipeline({ ...header, gatesComplete: complete }, rest),
      ];
}
