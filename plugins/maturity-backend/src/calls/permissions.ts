// SPDX-License-Identifier: Apache-2.0
import { NotAllowedError } from '@backstage/errors';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { maturityIngestPermission } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Access, ChangeAccess, ReadAccess } from '../service/types';
import { Permission } from './types';

/** For every caller who is signed in: nothing of an entity is told. @internal */
export const everyone: Permission<Access> = async (_guards, credentials) => ({
  credentials,
});

/** For every caller, who sees the entities that `catalog.entity.read` lets them see. @internal */
export const reader: Permission<ReadAccess> = async (
  { reads },
  credentials,
) => ({ credentials, visible: await reads.visibleTo(credentials) });

/**
 * For callers with a permission, and for the entities they may see.
 *
 * @param doing - completes "You may not …"
 * @internal
 */
export function holderOf(
  permission: BasicPermission,
  doing: string,
): Permission<ReadAccess> {
  return async (guards, credentials) => {
    await guards.changes.require(permission, credentials, doing);
    return reader(guards, credentials);
  };
}

/**
 * For owners: the caller may change what they own, or everything where they hold the permission. The handler asks
 * `mayUpdate` with the owners of what it is about to change.
 *
 * @internal
 */
export function owner(permission: BasicPermission): Permission<ChangeAccess> {
  return async (guards, credentials) => ({
    ...(await reader(guards, credentials)),
    mayUpdate: owners =>
      guards.changes.mayChange(permission, credentials, owners),
  });
}

/**
 * For services alone. A person who could send delivery data could write their own score, so users are refused whatever
 * the policy says; services are held to the access restriction of their token.
 *
 * @internal
 */
export const sender: Permission<Access> = async (guards, credentials) => {
  if (!guards.isService(credentials)) {
    throw new NotAllowedError(
      "Delivery data is taken from services, not from users. Use a token of 'backend.auth.externalAccess', restricted to the plugin 'maturity' and the permission 'maturity.ingest.create'.",
    );
  }
  await guards.changes.require(
    maturityIngestPermission,
    credentials,
    'send delivery data',
  );
  return { credentials };
};
