// SPDX-License-Identifier: Apache-2.0
import { RootConfigService } from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { PolicyName, readPolicyName } from './readPolicyName';

/** What stays visible under `own-team`: without it nobody could be shown their own team. */
const STRUCTURE = ['Group', 'User', 'System', 'Domain', 'Location'];

/**
 * Two ways to hand out the catalog: everything to everybody, or to each team only what it owns. Read at every
 * decision, so that a changed configuration takes effect without a restart.
 *
 * @internal
 */
export class ExamplePolicy implements PermissionPolicy {
  constructor(private readonly config: RootConfigService) {}

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const policy: PolicyName = readPolicyName(this.config);
    if (
      policy === 'own-team' &&
      isPermission(request.permission, catalogEntityReadPermission)
    ) {
      return createCatalogConditionalDecision(request.permission, {
        anyOf: [
          catalogConditions.isEntityOwner({
            claims: user?.info.ownershipEntityRefs ?? [],
          }),
          catalogConditions.isEntityKind({ kinds: STRUCTURE }),
        ],
      });
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
