// SPDX-License-Identifier: Apache-2.0
import {
  Inventory,
  INVENTORIES,
  MeasureInput,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { DbCollectorStatusRow } from './tables';

/** Since when inventories could not be read anew, epoch milliseconds. @internal */
export type UnreadSince = Partial<Record<Inventory, number>>;

/** @internal */
export function parseUnreadSince(stored: string | null): UnreadSince {
  return stored === null ? {} : JSON.parse(stored);
}

/**
 * Since when nobody could read the inventories of an entity anew. One that some collector still reads is none of them.
 *
 * @internal
 */
export function inventoryUnreadSince(
  statuses: readonly Pick<DbCollectorStatusRow, 'reach' | 'unread_since'>[],
): NonNullable<MeasureInput['inventoryUnreadSince']> {
  const readers = statuses.map(({ reach, unread_since: unread }) => ({
    reach: new Set<string>(JSON.parse(reach)),
    unread: parseUnreadSince(unread),
  }));
  return Object.fromEntries(
    INVENTORIES.flatMap(kind => {
      const isRead = readers.some(
        ({ reach, unread }) => reach.has(kind) && unread[kind] === undefined,
      );
      const since = readers.flatMap(({ unread }) => unread[kind] ?? []);
      return isRead || since.length === 0
        ? []
        : [[kind, new Date(Math.max(...since)).toISOString()]];
    }),
  );
}
