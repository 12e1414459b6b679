// SPDX-License-Identifier: Apache-2.0
import type { NormalizedEvent } from './NormalizedEvent';

/** Events that are joined with each other, in order of time. */
export interface EventGroup {
  events: NormalizedEvent[];
  /** Newest event; grows with the group, whatever the order of arrival. */
  observedAt: string;
  /** Breaks ties of `observedAt`: the fuller group wins. */
  observation: string;
}

/** The order of events: by time, and always the same where times are equal. */
export function byTime(a: NormalizedEvent, b: NormalizedEvent): number {
  const left = `${a.timestamp} ${a.source} ${a.id}`;
  const right = `${b.timestamp} ${b.source} ${b.id}`;
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

/** Puts events that share a key, directly or over others, into one group; duplicates count once. */
export function groupEvents(events: readonly NormalizedEvent[]): EventGroup[] {
  const distinct = new Map<string, NormalizedEvent>();
  for (const event of events) {
    if (!event.ignored) {
      distinct.set(`${event.source} ${event.id}`, event);
    }
  }
  const sorted = [...distinct.values()].sort(byTime);
  const parent = sorted.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  const firstWith = new Map<string, number>();
  sorted.forEach((event, index) => {
    for (const key of event.keys) {
      const other = firstWith.get(key);
      if (other === undefined) {
        firstWith.set(key, index);
      } else {
        parent[rootOf(index)] = rootOf(other);
      }
    }
  });
  const groups = new Map<number, NormalizedEvent[]>();
  sorted.forEach((event, index) => {
    const root = rootOf(index);
    const group = groups.get(root);
    if (group) {
      group.push(event);
    } else {
      groups.set(root, [event]);
    }
  });
  return [...groups.values()].map(group => ({
    events: group,
    observedAt: group[group.length - 1].timestamp,
    observation: String(group.length).padStart(9, '0'),
  }));
}
