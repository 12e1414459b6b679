// SPDX-License-Identifier: Apache-2.0
import { NormalizedEvent } from '@delivery-maturity/backstage-plugin-maturity-common';

/** They say what an environment is called and when something was provisioned, whenever that was. */
const KEPT = /^(environment|repository)\./;

/**
 * The events that may go: those of groups all of whose events are older than an instant. A record is computed from
 * the whole of its group, so one that something recent belongs to stays whole.
 *
 * @param events - with all that is joined to them
 * @param before - epoch ms
 * @internal
 */
export function removableEvents(
  events: readonly NormalizedEvent[],
  before: number,
): NormalizedEvent[] {
  const eventsOf = new Map<string, NormalizedEvent[]>();
  for (const event of events) {
    for (const key of event.keys) {
      const list = eventsOf.get(key);
      if (list) list.push(event);
      else eventsOf.set(key, [event]);
    }
  }
  const current = new Set(
    events.filter(({ timestamp }) => !(Date.parse(timestamp) < before)),
  );
  const asked = new Set<string>();
  // A set that grows while it is walked: each event brings those it is joined to.
  for (const event of current) {
    for (const key of event.keys) {
      if (!asked.has(key)) {
        asked.add(key);
        eventsOf.get(key)!.forEach(joined => current.add(joined));
      }
    }
  }
  return events.filter(event => !current.has(event) && !KEPT.test(event.type));
}
