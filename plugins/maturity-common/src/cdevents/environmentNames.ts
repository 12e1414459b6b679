// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  mappedTier,
  sameEnvironment,
  TierPattern,
  tierOfWords,
} from '../records';
import { pushTo } from './EventIndex';
import { byTime } from './groupEvents';
import type { NormalizedEvent } from './NormalizedEvent';

/** Key of the events that call an environment by its id. @public */
export function environmentUseKey(id: string): string {
  return `env:${environmentKey(id)}`.slice(0, 700);
}

/** Key of the events that name an environment. @public */
export function environmentNameKey(id: string): string {
  return `envname:${environmentKey(id)}`.slice(0, 700);
}

/** Whether an event gives an environment a name that is not its id. @public */
export function namesEnvironment(event: NormalizedEvent): boolean {
  return (
    /^environment\.(?:created|modified)$/.test(event.type) &&
    event.environment !== undefined &&
    !sameEnvironment(event.environment, event.subjectId)
  );
}

/**
 * Gives environments that events call by an id the name that other events give it, whichever of them came first.
 *
 * @remarks
 *
 * A name is taken where it tells a tier and the id does not: an id that is telling by itself, or that the operator
 * mapped, stays. Of several names the last one counts, of the place that the event names, where it names one. Several
 * places that call different environments by one id leave it as it is.
 *
 * @param tierPatterns - the operator's mapping
 * @internal
 */
export function nameEnvironments(
  events: readonly NormalizedEvent[],
  tierPatterns: readonly TierPattern[],
): NormalizedEvent[] {
  const names = new Map<string, NormalizedEvent[]>();
  for (const event of [...events].sort(byTime)) {
    if (namesEnvironment(event)) {
      pushTo(names, environmentKey(event.subjectId), event);
    }
  }
  if (names.size === 0) {
    return [...events];
  }
  const tierOf = (name: string) =>
    mappedTier(name, tierPatterns) ?? tierOfWords(name);
  return events.map(event => {
    const { environment, environmentSource } = event;
    const named = environment && names.get(environmentKey(environment));
    if (!named || tierOf(environment) !== undefined) {
      return event;
    }
    const name = pickName(named, environmentSource);
    return name && tierOf(name) !== undefined
      ? { ...event, environment: name }
      : event;
  });
}

function pickName(
  named: NormalizedEvent[],
  source: string | undefined,
): string | undefined {
  const last = new Map(
    named.map(event => [
      event.subjectSource ?? event.source,
      event.environment!,
    ]),
  );
  const own = source === undefined ? undefined : last.get(source);
  if (own !== undefined) {
    return own;
  }
  const all = new Set([...last.values()].map(environmentKey));
  return all.size === 1 ? [...last.values()][0] : undefined;
}
