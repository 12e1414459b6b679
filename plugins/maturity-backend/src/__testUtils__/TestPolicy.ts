// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';

/** What a user may, by the name of a permission; what is not named is denied. @internal */
export type UserPolicy = Record<
  string,
  'allow' | 'deny' | PermissionCriteria<PermissionCondition>
>;

/**
 * A permission service with a policy per user, which treats services as Backstage does: everything, or what the access
 * restriction of their token names.
 *
 * @internal
 */
export function testPolicy(policies: Record<string, UserPolicy>) {
  return createServiceFactory({
    service: coreServices.permissions,
    deps: { auth: coreServices.auth },
    factory({ auth }): PermissionsService {
      const decide = (name: string, credentials: any) => {
        if (auth.isPrincipal(credentials, 'service')) {
          // A service with a policy stands for a token with an access restriction.
          const restriction = policies[credentials.principal.subject];
          return restriction ? restriction[name] ?? 'deny' : 'allow';
        }
        const user = auth.isPrincipal(credentials, 'user')
          ? credentials.principal.userEntityRef
          : 'nobody';
        return policies[user]?.[name] ?? 'deny';
      };
      const answer = (name: string, options: any): any => {
        const decision = decide(name, options.credentials);
        if (decision === 'allow') {
          return { result: AuthorizeResult.ALLOW };
        }
        return decision === 'deny'
          ? { result: AuthorizeResult.DENY }
          : {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'catalog',
              resourceType: 'catalog-entity',
              conditions: decision,
            };
      };
      return {
        authorize: async (requests, options) =>
          requests.map(({ permission }) => answer(permission.name, options)),
        authorizeConditional: async (requests, options) =>
          requests.map(({ permission }) => answer(permission.name, options)),
      };
    },
  });
}
