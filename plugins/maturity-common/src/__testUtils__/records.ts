// SPDX-License-Identifier: Apache-2.0
import { MeasureInput } from '../measures';
import {
  DEFAULT_TIER_PATTERNS,
  Deployment,
  EntityRecords,
  Gate,
  Incident,
  PipelineDefinition,
  Provisioning,
  Reach,
  REACH_KINDS,
  Wait,
} from '../records';

/** The evaluations of the tests happen here. */
export const NOW = '2026-11-01T00:00:00.000Z';

/** The instant some hours before `NOW`. */
export function hoursAgo(hours: number): string {
  return new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
}

export function daysAgo(days: number): string {
  return hoursAgo(days * 24);
}

let nextId = 0;

/** A succeeded production deployment that ended some hours ago. */
export function deployment(
  endedHoursAgo: number,
  members: Partial<Deployment> = {},
): Deployment {
  nextId += 1;
  return {
    source: 'github.com/acme/shop',
    id: String(nextId),
    observedAt: hoursAgo(endedHoursAgo),
    environment: 'production',
    outcome: 'succeeded',
    requestedAt: hoursAgo(endedHoursAgo + 1),
    finishedAt: hoursAgo(endedHoursAgo),
    waits: [],
    ...members,
  };
}

/** An incident that was opened some hours ago. */
export function incident(
  openedHoursAgo: number,
  members: Partial<Incident> = {},
): Incident {
  nextId += 1;
  return {
    source: 'pager',
    id: `incident-${nextId}`,
    observedAt: hoursAgo(openedHoursAgo),
    openedAt: hoursAgo(openedHoursAgo),
    ...members,
  };
}

/** An approval wait between two moments, given in hours before `NOW`. */
export function approval(
  from: number,
  to: number | undefined,
  members: Partial<Wait> = {},
): Wait {
  return {
    kind: 'approval',
    gate: 'prod-approval',
    from: hoursAgo(from),
    ...(to !== undefined && { to: hoursAgo(to), decision: 'approved' }),
    ...members,
  };
}

export function pipeline(
  members: Partial<PipelineDefinition> = {},
): PipelineDefinition {
  nextId += 1;
  return {
    source: 'github.com/acme/shop',
    id: `workflow-${nextId}`,
    observedAt: daysAgo(1),
    provider: 'github',
    path: '.github/workflows/ci.yml',
    jobs: [],
    references: [],
    gates: [],
    stages: [],
    scanTriggers: [],
    deploysTo: [],
    ...members,
  };
}

export function gate(name: string, members: Partial<Gate> = {}): Gate {
  return {
    gate: name,
    kind: 'required-reviewers',
    environment: 'production',
    ...members,
  };
}

export function provisioning(
  requestedHoursAgo: number,
  members: Partial<Provisioning> = {},
): Provisioning {
  nextId += 1;
  return {
    source: 'scaffolder',
    id: `request-${nextId}`,
    observedAt: hoursAgo(requestedHoursAgo),
    subject: 'service',
    requestBasis: 'scaffolder',
    requestedAt: hoursAgo(requestedHoursAgo),
    ...members,
  };
}

export function entityRecords(
  members: Partial<EntityRecords> = {},
): EntityRecords {
  return {
    deployments: [],
    pipelines: [],
    provisionings: [],
    incidents: [],
    facts: [],
    ...members,
  };
}

/** No source reaches the entity. */
export const UNREACHED: Reach = {};

/** Some source tells each kind of facts. */
export const FULL_REACH: Reach = Object.fromEntries(
  REACH_KINDS.map(kind => [kind, true]),
);

/** An entity that every source reaches, over the last 90 days. */
export function measureInput(
  records: Partial<EntityRecords>,
  members: Partial<MeasureInput> = {},
): MeasureInput {
  return {
    entityRef: 'component:default/shop',
    records: entityRecords(records),
    window: { from: daysAgo(90), to: NOW },
    now: NOW,
    templates: { templates: [] },
    peers: [],
    reach: FULL_REACH,
    settings: {
      requiredStages: ['test', 'security-scan', 'deploy', 'rollback'],
      tierPatterns: DEFAULT_TIER_PATTERNS,
    },
    ...members,
  };
}
