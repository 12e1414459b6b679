// SPDX-License-Identifier: Apache-2.0
import { Deployment, RecordType } from './schema';

/**
 * A sentence about what a well-formed record contradicts itself in beside its times, undefined where it does not.
 *
 * @internal
 */
export function findContradiction(
  type: RecordType,
  record: unknown,
): string | undefined {
  return type === 'deployment'
    ? findPendingEnd(record as Deployment)
    : undefined;
}

function findPendingEnd(deployment: Deployment): string | undefined {
  if (deployment.outcome !== 'pending' || !deployment.finishedAt) {
    return undefined;
  }
  return `The deployment record contradicts itself: 'outcome' is pending, but 'finishedAt' is '${deployment.finishedAt}'. Leave 'finishedAt' out until it has ended, or send the outcome it ended with.`;
}
