// SPDX-License-Identifier: Apache-2.0
import { Inventory } from '../inventories';
import { MeasureInput } from '../types';
import { DAY, toMillis } from './time';

/**
 * Milliseconds after which an inventory that could not be read anew is stale: 14 days.
 *
 * @public
 */
export const STALE_AFTER = 14 * DAY;

/**
 * Whether an inventory could not be read for 14 days before `now`, so that it may have changed since.
 *
 * @internal
 */
export function isStale(
  { inventoryUnreadSince, now }: MeasureInput,
  ...kinds: readonly Inventory[]
): boolean {
  return kinds.some(kind => {
    const since = inventoryUnreadSince?.[kind];
    return (
      since !== undefined && toMillis(since) + STALE_AFTER <= toMillis(now)
    );
  });
}
