// SPDX-License-Identifier: Apache-2.0
import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';

/** Who may change what. @internal */
export class ChangePermission {
  constructor(
    private readonly options: {
      permissions: PermissionsService;
      auth: AuthService;
      userInfo: UserInfoService;
      /** These groups and every group below them. */
      readGroupsBelow: (refs: string[]) => Promise<Set<string>>;
    },
  ) {}

  async isGranted(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [{ result }] = await this.options.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  /**
   * @param doing - completes "You may not …"
   */
  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
    doing: string,
  ): Promise<void> {
    if (!(await this.isGranted(permission, credentials))) {
      throw new NotAllowedError(
        `You may not ${doing}. It takes the permission '${permission.name}': ask whoever keeps the portal's permission policy, or use a token that is not restricted to something else.`,
      );
    }
  }

  /**
   * Whether the caller may change what these owners own: as one of them, as a member of a group above them, or
   * because the permission is granted to them for everything. Two look-ups, however many owners there are.
   */
  async mayChange(
    permission: BasicPermission,
    credentials: BackstageCredentials,
    owners: (string | undefined)[],
  ): Promise<boolean[]> {
    if (owners.length === 0) {
      return [];
    }
    if (await this.isGranted(permission, credentials)) {
      return owners.map(() => true);
    }
    const owned = await this.ownedBy(credentials);
    return owners.map(owner => owner !== undefined && owned.has(owner));
  }

  /** The caller, their groups and every group below these; nothing for a service. */
  async ownedBy(credentials: BackstageCredentials): Promise<Set<string>> {
    const { auth, userInfo, readGroupsBelow } = this.options;
    if (!auth.isPrincipal(credentials, 'user')) {
      return new Set();
    }
    const { ownershipEntityRefs, userEntityRef } = await userInfo.getUserInfo(
      credentials,
    );
    const own = [...ownershipEntityRefs, userEntityRef].map(ref =>
      ref.toLocaleLowerCase('en-US'),
    );
    const groups = await readGroupsBelow(own);
    return new Set([...own, ...groups]);
  }
}
