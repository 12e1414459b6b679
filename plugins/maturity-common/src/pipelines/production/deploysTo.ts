// SPDX-License-Identifier: Apache-2.0
import { PlannedDeployment } from '../../records';

/** Environments that a pipeline deploys to, as named or inferred; those that it only works in are left out. @internal */
export function deploysTo(deployments: readonly PlannedDeployment[]): string[] {
  return [
    ...new Set(
      deployments.flatMap(({ environment, purpose, seen, through }) =>
        // Of a call that no name tells to deploy, only its template knows.
        environment && purpose !== 'chore' && (seen || !through)
          ? [environment]
          : [],
      ),
    ),
  ];
}
