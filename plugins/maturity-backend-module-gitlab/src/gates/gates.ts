// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineDefinition,
  Tier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  environmentsPipeline,
  matchesPattern,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { ProtectedEnvironment } from '../client/schema';

/** Approvals that an environment asks for: one number, or newer, a sum over its rules. @internal */
export function requiredApprovals(environment: ProtectedEnvironment): number {
  const byRule = (environment.approval_rules ?? []).reduce(
    (sum, { required_approvals: count }) => sum + (count ?? 0),
    0,
  );
  return byRule > 0 ? byRule : environment.required_approval_count ?? 0;
}

/**
 * The gate inventory: what stands between a commit and each protected environment.
 *
 * @param tiers - tiers that the host gives environments, by name
 * @internal
 */
export function gateInventory(
  environments: ProtectedEnvironment[],
  tiers: ReadonlyMap<string, Tier>,
): Gate[] {
  return environments.flatMap((environment): Gate[] => {
    const { name } = environment;
    const tier = tiers.get(name);
    const reviewers = requiredApprovals(environment);
    return [
      ...(reviewers > 0
        ? [
            {
              environment: name,
              ...(tier && { tier }),
              kind: 'required-reviewers' as const,
              gate: name,
              reviewers,
            },
          ]
        : []),
      {
        environment: name,
        ...(tier && { tier }),
        kind: 'branch-policy',
        gate: `${name} (allowed to deploy)`,
      },
    ];
  });
}

/** Jobs that deploy a set time after it is their turn. The linter tells them, but not how long they wait. @internal */
export function timerGates(
  pipelines: PipelineDefinition[],
  delayed: ReadonlySet<string>,
): Gate[] {
  return pipelines.flatMap(({ jobs }) =>
    jobs.flatMap(({ id, environment }) =>
      environment && delayed.has(id)
        ? [{ environment, kind: 'wait-timer' as const, gate: id }]
        : [],
    ),
  );
}

/**
 * Puts the gates of environments to the pipelines that deploy to them. Those of environments that no job names, as
 * where an included file does, get an entry of their own, so that the inventory is whole.
 *
 * @internal
 */
export function placeGates(
  pipelines: PipelineDefinition[],
  gates: Gate[],
  options: {
    complete: boolean;
    header: Pick<PipelineDefinition, 'source' | 'repository' | 'observedAt'>;
  },
): PipelineDefinition[] {
  const { complete, header } = options;
  const placed = new Set<Gate>();
  const withGates = pipelines.map(pipeline => {
    const environments = [
      ...pipeline.deploysTo,
      ...pipeline.jobs.flatMap(({ environment }) => environment ?? []),
    ];
    const own = gates.filter(({ environment }) =>
      environments.some(
        name => environment && matchesPattern(name, environment),
      ),
    );
    own.forEach(gate => placed.add(gate));
    return {
      ...pipeline,
      gates: [...pipeline.gates, ...own],
      gatesComplete: complete,
    };
  });
  const rest = gates.filter(gate => !placed.has(gate));
  if (rest.length === 0) {
    return withGates;
  }
  return [
    ...withGates,
    environmentsPipeline(
      { ...header, provider: 'gitlab', gatesComplete: complete },
      rest,
    ),
  ];
}
