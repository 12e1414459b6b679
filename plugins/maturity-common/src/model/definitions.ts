// SPDX-License-Identifier: Apache-2.0

/** One change of how measures are defined in code, the same under every configuration. @internal */
export interface DefinitionChange {
  /** The version of the definitions that brought it. */
  version: number;
  /** Ids of the measures that it may move. */
  measures: readonly string[];
  /** What holds since, as a clause that follows a colon. */
  now: string;
}

const COUNTING_RELEASES = [
  'approval.gates',
  'approval.rubber-stamp',
  'approval.share-of-lead-time',
  'approval.wait',
  'approval.wait-tail',
  'deployment.change-fail-rate',
  'deployment.frequency',
  'deployment.lead-time',
  'deployment.on-demand-share',
  'deployment.recovery-time',
  'deployment.rework-rate',
  'pipeline.golden-path-adoption',
];

/**
 * Every change of definitions, the oldest first. Who changes what a measure counts adds an entry with the next version:
 * then what is stored is scored again, and history and tasks say why. Version 1 is where it began.
 *
 * @internal
 */
export const DEFINITION_CHANGES: readonly DefinitionChange[] = [
  {
    version: 2,
    measures: COUNTING_RELEASES,
    now: 'production deployments that belong together count as one release',
  },
  {
    version: 2,
    measures: [
      ...COUNTING_RELEASES,
      'pipeline.golden-path-drift',
      'pipeline.required-stages',
      'pipeline.safety-defaults',
      'pipeline.scan-at-commit',
      'provisioning.environment-time',
      'provisioning.self-service',
      'provisioning.service-time',
    ],
    now: 'what no source can tell is unknown instead of zero',
  },
  {
    version: 2,
    measures: ['deployment.change-fail-rate', 'deployment.recovery-time'],
    now: 'an incident that names no deployment belongs to the last release before it',
  },
  {
    version: 3,
    measures: ['provisioning.service-time'],
    now: 'provisioning takes as long as it takes today on the route of the service',
  },
];

/** The version of the definitions in this code. @internal */
export const DEFINITIONS_VERSION = Math.max(
  ...DEFINITION_CHANGES.map(({ version }) => version),
);
