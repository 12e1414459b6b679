// SPDX-License-Identifier: Apache-2.0
import { toMillis } from '../measures/support/time';
import { Instant } from '../records';
import { Waiver } from './types';

/** Whether a waiver holds at an instant: from its start on, and no longer at the instant of its end. @public */
export function isWaiverActive(waiver: Waiver, now: Instant): boolean {
  if (waiver.state !== 'approved') {
    return false;
  }
  const at = toMillis(now);
  return toMillis(waiver.from) <= at && at < toMillis(waiver.until);
}

/** The waivers in force for one entity, by check; of several the one that lasts longest. @public */
export function applyWaivers(
  waivers: readonly Waiver[],
  entityRef: string,
  now: Instant,
): Map<string, Waiver> {
  const active = new Map<string, Waiver>();
  for (const waiver of waivers) {
    if (waiver.entityRef !== entityRef || !isWaiverActive(waiver, now)) {
      continue;
    }
    const known = active.get(waiver.checkId);
    if (!known || lastsLonger(waiver, known)) {
      active.set(waiver.checkId, waiver);
    }
  }
  return active;
}

function lastsLonger(a: Waiver, b: Waiver): boolean {
  const difference = toMillis(a.until) - toMillis(b.until);
  return difference > 0 || (difference === 0 && a.id < b.id);
}
