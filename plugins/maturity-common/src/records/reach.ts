// SPDX-License-Identifier: Apache-2.0
import { Instant } from './schema';

/**
 * What a source can tell of an entity. An absence is a zero only where the source could have told:
 *
 * - `deployments`: every deployment, so that none seen means none made;
 * - `failures`: deployments that failed, so that only successes means that none failed;
 * - `waits.approval`: the waits of a deployment for a person;
 * - `waits.queue`: the waits of a deployment for a runner or a place;
 * - `changes`: the changes that a deployment brings;
 * - `gates`: the inventory of gates before an environment;
 * - `pipelines`: the pipeline definitions;
 * - `incidents`: what broke in production;
 * - `provisionings`: requests for a service or an environment.
 *
 * @public
 */
export const REACH_KINDS = [
  'deployments',
  'failures',
  'waits.approval',
  'waits.queue',
  'changes',
  'gates',
  'pipelines',
  'incidents',
  'provisionings',
] as const;

/** @public */
export type ReachKind = (typeof REACH_KINDS)[number];

/**
 * What can be told, by kind: `true` holds throughout, an instant from then on. False or absent: it cannot be told.
 *
 * @public
 */
export type Reach = Partial<Record<ReachKind, boolean | Instant>>;

/**
 * Whether a kind of facts can be told.
 *
 * @param at - at which instant; absent: ever
 *
 * @public
 */
export function reaches(reach: Reach, kind: ReachKind, at?: Instant): boolean {
  const since = reach[kind];
  if (typeof since !== 'string') {
    return since === true;
  }
  return at === undefined || Date.parse(since) <= Date.parse(at);
}

/** What several sources can tell together: each kind from the earliest on. @public */
export function uniteReach(...sources: readonly Reach[]): Reach {
  const united: Reach = {};
  for (const kind of REACH_KINDS) {
    const since = sources
      .map(reach => reach[kind])
      .filter(value => value === true || typeof value === 'string');
    if (since.length > 0) {
      united[kind] = since.includes(true)
        ? true
        : (since as Instant[]).reduce((first, next) =>
            Date.parse(next) < Date.parse(first) ? next : first,
          );
    }
  }
  return united;
}

/** What could be told at an instant: kinds that were proven only later are left out. @public */
export function reachAt(reach: Reach, at: Instant): Reach {
  return Object.fromEntries(
    Object.entries(reach).filter(([kind]) =>
      reaches(reach, kind as ReachKind, at),
    ),
  );
}
