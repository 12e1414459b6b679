// SPDX-License-Identifier: Apache-2.0
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityVisibility } from '../store/operations/read/EntityVisibility';
import { toFacetCondition } from './toFacetCondition';
import { VisibleEntities } from './VisibleEntities';

/**
 * Which entities exist for a caller: what `catalog.entity.read` says, asked once per request and pushed into SQL.
 *
 * @internal
 */
export class ReadPermission {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly visibleEntities: VisibleEntities,
  ) {}

  async visibleTo(
    credentials: BackstageCredentials,
  ): Promise<EntityVisibility> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return { kind: 'all' };
      case AuthorizeResult.DENY:
        return { kind: 'none' };
      case AuthorizeResult.CONDITIONAL: {
        const condition = toFacetCondition(decision.conditions);
        return condition
          ? { kind: 'condition', condition }
          : this.visibleEntities.visibleTo(
              credentials,
              JSON.stringify(decision.conditions),
            );
      }
      default:
        throw new Error(`Unknown decision ${JSON.stringify(decision)}`);
    }
  }
}
