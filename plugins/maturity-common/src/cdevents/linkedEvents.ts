// SPDX-License-Identifier: Apache-2.0
import { affectedKeys } from './joinKeys';
import type { NormalizedEvent } from './NormalizedEvent';

/**
 * Says what still has to be loaded before records can be made: the keys of the loaded events that were not
 * asked for yet. Load, add, ask again until nothing is left; three rounds reach from an artifact over its
 * deployment to all changes of that deployment.
 *
 * @public
 */
export function loadLinkedEvents(
  loaded: Iterable<NormalizedEvent>,
  asked: ReadonlySet<string>,
): string[] {
  const missing = new Set<string>();
  for (const event of loaded) {
    for (const key of affectedKeys(event)) {
      if (!asked.has(key)) {
        missing.add(key);
      }
    }
  }
  return [...missing];
}
