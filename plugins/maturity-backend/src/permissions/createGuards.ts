// SPDX-License-Identifier: Apache-2.0
import {
  AuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { Guards } from '../calls/types';
import { readGroupsBelow } from '../store/operations/read/readGroupsBelow';
import { readKinds } from '../store/operations/read/readKinds';
import { ChangePermission } from './ChangePermission';
import { ReadPermission } from './ReadPermission';
import { VisibleEntities } from './VisibleEntities';

/** What the permissions of calls are asked of. @internal */
export function createGuards(options: {
  knex: Knex;
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
  now: () => Date;
}): Guards {
  const { knex, auth, catalog, permissions, userInfo, now } = options;
  return {
    reads: new ReadPermission(
      permissions,
      new VisibleEntities({
        catalog,
        auth,
        readKinds: () => readKinds({ knex }),
        now: () => now().getTime(),
      }),
    ),
    changes: new ChangePermission({
      permissions,
      auth,
      userInfo,
      readGroupsBelow: groupRefs => readGroupsBelow({ knex, groupRefs }),
    }),
    isService: credentials => auth.isPrincipal(credentials, 'service'),
  };
}
