// SPDX-License-Identifier: Apache-2.0
import { environmentKey } from '../records';
import type { NormalizedEvent } from './NormalizedEvent';

/** Adds to the list of a key. */
export function pushTo<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const known = map.get(key);
  if (known) {
    known.push(item);
  } else {
    map.set(key, [item]);
  }
}

/** How many of the events, which are in order of time, came before an instant. */
function countBefore(
  events: readonly NormalizedEvent[],
  instant: string,
): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (events[middle].timestamp < instant) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The first of the events, which are in order of time, that is not before an instant. */
export function firstFrom(
  events: readonly NormalizedEvent[],
  instant: string,
): NormalizedEvent | undefined {
  return events[countBefore(events, instant)];
}

/** The last of the events, which are in order of time, that is not after an instant. */
export function lastUntil(
  events: readonly NormalizedEvent[],
  instant: string,
): NormalizedEvent | undefined {
  let index = countBefore(events, instant);
  while (index < events.length && events[index].timestamp === instant) {
    index += 1;
  }
  return events[index - 1];
}

/**
 * Events by what joins them and by their environment, so that a producer that gives all its events one chain costs
 * no more than one that gives each change its own.
 */
export class EventIndex {
  private readonly positions = new Map<NormalizedEvent, number>();
  private readonly byKey = new Map<string, NormalizedEvent[]>();
  private readonly byPlace = new Map<string, NormalizedEvent[]>();

  /** @param events - in order of time */
  constructor(events: readonly NormalizedEvent[]) {
    for (const [position, event] of events.entries()) {
      this.positions.set(event, position);
      for (const key of new Set(event.keys)) {
        pushTo(this.byKey, key, event);
        pushTo(this.byPlace, placeOf(key, event.environment), event);
      }
    }
  }

  /** The first event from an instant on that is joined to another one, in an environment or anywhere. */
  firstJoined(
    to: NormalizedEvent,
    instant: string,
    environment?: string,
  ): NormalizedEvent | undefined {
    return this.pick(to.keys, -1, key =>
      firstFrom(
        (environment === undefined
          ? this.byKey.get(key)
          : this.byPlace.get(placeOf(key, environment))) ?? [],
        instant,
      ),
    );
  }

  /** The last event until an instant that is joined to another one, in its environment or in none. */
  lastJoined(
    to: NormalizedEvent,
    instant: string,
  ): NormalizedEvent | undefined {
    return this.pick(to.keys, 1, key => {
      const [here, anywhere] = [to.environment, undefined].map(environment =>
        lastUntil(this.byPlace.get(placeOf(key, environment)) ?? [], instant),
      );
      return here && anywhere ? this.later(here, anywhere) : here ?? anywhere;
    });
  }

  private pick(
    keys: readonly string[],
    direction: 1 | -1,
    find: (key: string) => NormalizedEvent | undefined,
  ): NormalizedEvent | undefined {
    let picked: NormalizedEvent | undefined;
    for (const key of keys) {
      const found = find(key);
      if (!found) continue;
      const isBetter =
        !picked || (this.later(found, picked) === found) === (direction === 1);
      if (isBetter) picked = found;
    }
    return picked;
  }

  private later(a: NormalizedEvent, b: NormalizedEvent): NormalizedEvent {
    return this.positions.get(a)! >= this.positions.get(b)! ? a : b;
  }
}

function placeOf(key: string, environment: string | undefined): string {
  return `${environmentKey(environment ?? '')}\n${key}`;
}
