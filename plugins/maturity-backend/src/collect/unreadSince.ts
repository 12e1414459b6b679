// SPDX-License-Identifier: Apache-2.0
import { INVENTORIES } from '@delivery-maturity/backstage-plugin-maturity-common';
import { ReachKind } from '@delivery-maturity/backstage-plugin-maturity-node';
import { parseUnreadSince, UnreadSince } from '../store/inventoryUnreadSince';
import { DbCollectorStatusRow } from '../store/tables';

/**
 * Since when a collector could not read the inventories of an entity anew, of those that it read before.
 *
 * @param status - what it says now; without `reach` it read nothing
 * @param before - what it said last
 *
 * @internal
 */
export function unreadSince(
  status: { state: string; reach?: ReachKind[] },
  before: Pick<
    DbCollectorStatusRow,
    'state' | 'reach' | 'unread_since' | 'updated_ms'
  >,
  nowMs: number,
): UnreadSince {
  if (status.state === 'ok') {
    return {};
  }
  const known = parseUnreadSince(before.unread_since);
  const had = new Set<string>(JSON.parse(before.reach));
  // Rows of an earlier version tell only since when the collector says the same.
  const since = before.state === 'ok' ? nowMs : before.updated_ms;
  return Object.fromEntries(
    INVENTORIES.filter(kind => !status.reach?.includes(kind))
      .filter(kind => had.has(kind) || known[kind] !== undefined)
      .map(kind => [kind, known[kind] ?? since]),
  );
}
