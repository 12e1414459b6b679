// SPDX-License-Identifier: Apache-2.0
import {
  Change,
  Deployment,
  Incident,
  Provisioning,
  RecordType,
  Wait,
} from './schema';

/**
 * A sentence about what a well-formed record contradicts itself in, undefined where it does not. Such a record
 * would give negative times, which no measure could explain.
 *
 * @internal
 */
export function findContradiction(
  type: RecordType,
  record: unknown,
): string | undefined {
  switch (type) {
    case 'deployment':
      return findInDeployment(record as Deployment);
    case 'provisioning':
      return findInProvisioning(record as Provisioning);
    case 'incident':
      return order('incident', record as Incident, 'openedAt', 'resolvedAt');
    default:
      return undefined;
  }
}

function findInDeployment(deployment: Deployment): string | undefined {
  return (
    order('deployment', deployment, 'requestedAt', 'finishedAt') ??
    order('deployment', deployment, 'startedAt', 'finishedAt') ??
    order('deployment', deployment, 'requestedAt', 'startedAt') ??
    findPendingEnd(deployment) ??
    findInWaits('deployment', deployment.waits) ??
    findInChanges(deployment.changes)
  );
}

function findPendingEnd(deployment: Deployment): string | undefined {
  if (deployment.outcome !== 'pending' || !deployment.finishedAt) {
    return undefined;
  }
  return `The deployment record contradicts itself: 'outcome' is pending, but 'finishedAt' is '${deployment.finishedAt}'. Leave 'finishedAt' out until it has ended, or send the outcome it ended with.`;
}

function findInProvisioning(provisioning: Provisioning): string | undefined {
  return (
    order('provisioning', provisioning, 'requestedAt', 'firstDeploymentAt') ??
    order('provisioning', provisioning, 'requestedAt', 'firstGreenBuildAt') ??
    order('provisioning', provisioning, 'requestedAt', 'templateDoneAt') ??
    findInWaits('provisioning', provisioning.waits)
  );
}

function findInWaits(type: string, waits: Wait[] | undefined) {
  return firstDefined(waits, (wait, index) =>
    order(type, wait, 'from', 'to', `waits[${index}].`),
  );
}

function findInChanges(changes: Change[] | undefined) {
  return firstDefined(changes, (change, index) =>
    order('deployment', change, 'openedAt', 'mergedAt', `changes[${index}].`),
  );
}

function firstDefined<T>(
  items: T[] | undefined,
  find: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of (items ?? []).entries()) {
    const found = find(item, index);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function order<T extends object>(
  type: string,
  record: T,
  earlier: keyof T & string,
  later: keyof T & string,
  at = '',
): string | undefined {
  const first = record[earlier] as string | undefined;
  const second = record[later] as string | undefined;
  // Instants are normalized by the schema, so strings sort by time.
  if (first === undefined || second === undefined || first <= second) {
    return undefined;
  }
  return `The ${type} record contradicts itself: '${at}${later}' ('${second}') is before '${at}${earlier}' ('${first}'). Check both times and their zones.`;
}
