// SPDX-License-Identifier: Apache-2.0
import { Reach, ReachKind } from './reach';
import {
  DeliveryRecord,
  Deployment,
  Gate,
  Instant,
  PipelineDefinition,
} from './schema';

/** Gates that stand at an environment and not in a file: only who reads what protects environments tells them. */
const OF_ENVIRONMENTS: Gate['kind'][] = [
  'required-reviewers',
  'wait-timer',
  'branch-policy',
];

/**
 * What the source of a record has shown that it can tell, each kind from the instant of what it told: a failed
 * deployment proves failures, an approval wait proves approvals. That something is absent proves nothing.
 *
 * @public
 */
export function provenReach({ type, record }: DeliveryRecord): Reach {
  switch (type) {
    case 'deployment':
      return provenByDeployment(record);
    case 'pipeline':
      return provenByPipeline(record);
    case 'provisioning':
      return { provisionings: record.requestedAt };
    case 'incident':
      return { incidents: record.openedAt };
    default:
      return {};
  }
}

function provenByDeployment(deployment: Deployment): Reach {
  const { requestedAt, startedAt, finishedAt, observedAt } = deployment;
  const at = earliest([requestedAt, startedAt, finishedAt]) ?? observedAt;
  const waitsOf = (kind: 'approval' | 'queue') =>
    earliest(
      (deployment.waits ?? [])
        .filter(wait => wait.kind === kind)
        .map(({ from }) => from),
    );
  const proven: [ReachKind, Instant | undefined][] = [
    ['deployments', at],
    ['failures', deployment.outcome === 'failed' ? at : undefined],
    ['waits.approval', waitsOf('approval')],
    ['waits.queue', waitsOf('queue')],
    ['changes', deployment.changes?.length ? at : undefined],
  ];
  return Object.fromEntries(proven.filter(([, since]) => since !== undefined));
}

function provenByPipeline(pipeline: PipelineDefinition): Reach {
  const { gates, gatesComplete, observedAt } = pipeline;
  const tellsGates =
    gatesComplete || gates.some(({ kind }) => OF_ENVIRONMENTS.includes(kind));
  return { pipelines: observedAt, ...(tellsGates && { gates: observedAt }) };
}

function earliest(
  instants: readonly (Instant | undefined)[],
): Instant | undefined {
  return instants
    .filter(instant => instant !== undefined)
    .reduce<Instant | undefined>(
      (first, next) =>
        first !== undefined && Date.parse(first) <= Date.parse(next)
          ? first
          : next,
      undefined,
    );
}
