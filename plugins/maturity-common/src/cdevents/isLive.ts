// SPDX-License-Identifier: Apache-2.0
import type { NormalizedEvent } from './NormalizedEvent';

const SUCCEEDED = new Set([
  'service.deployed',
  'service.upgraded',
  'service.rolledback',
]);

/** Whether an event says that something went live. @internal */
export function isLive(event: NormalizedEvent): boolean {
  return SUCCEEDED.has(event.type);
}
