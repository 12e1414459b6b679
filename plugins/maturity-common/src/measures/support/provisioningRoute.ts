// SPDX-License-Identifier: Apache-2.0
import { Provisioning } from '../../records';
import { MeasureInput, PeerProvisioning } from '../types';
import { ProvisioningTime, provisioningTime } from './provisioningHours';
import { uniqueByKey, viewOf } from './recordView';
import { DAY, toMillis } from './time';

/** How long requests took on one route, in the shortest time that has enough of them. @internal */
export interface RouteTimes {
  relation: PeerProvisioning['relation'];
  ref: string;
  times: ProvisioningTime[];
}

/** A route says how long it takes today from this many requests on. @internal */
export const ENOUGH_REQUESTS = 3;

/** The days that are looked at, one after the other, until they hold enough requests. */
const WINDOWS = [90, 180, 365];

/** From the entity's own route to what is least like it. */
const ROUTES: PeerProvisioning['relation'][] = [
  'template',
  'owner',
  'system',
  'everybody',
];

/**
 * How long it takes along the way on which an entity like this one comes about today.
 *
 * @remarks
 *
 * The route is that of the entity's template, else of its owner, its system, else everybody's: the first with enough
 * requests. Where none has, what everybody asked for in a year is all there is to go by.
 *
 * @returns undefined where nobody asked for a service in the last year
 * @internal
 */
export function routeTimes(input: MeasureInput): RouteTimes | undefined {
  const { to, now } = viewOf(input);
  const own = ownRequest(input);
  let last: RouteTimes | undefined;
  for (const relation of ROUTES) {
    for (const peer of peersOf(input, relation)) {
      const { requests, keys } = serviceRequests(peer.provisionings);
      const list =
        own && belongs(own, peer) && !keys.has(keyOf(own))
          ? [...requests, own]
          : requests;
      const times = recentTimes(list, to, now);
      if (times.length === 0) continue;
      last = { relation, ref: peer.ref, times };
      if (times.length >= ENOUGH_REQUESTS) return last;
    }
  }
  return last;
}

/** What everybody asked for is known to the caller; without it, it is what is known of some. */
function peersOf(
  input: MeasureInput,
  relation: PeerProvisioning['relation'],
): PeerProvisioning[] {
  const given = input.peers.filter(peer => peer.relation === relation);
  if (relation !== 'everybody' || given.length > 0) {
    return given;
  }
  return [
    {
      relation,
      ref: 'everybody',
      provisionings: input.peers.flatMap(({ provisionings }) => provisionings),
    },
  ];
}

/** The entity's own request is one of its owner's, its system's and everybody's, and of the template that it names. */
function belongs(own: Provisioning, { relation, ref }: PeerProvisioning) {
  return (
    relation !== 'template' ||
    own.template?.id.toLocaleLowerCase('en-US') === ref
  );
}

/**
 * The request for the entity itself, until its first success in any environment. What several sources saw of it is one
 * request, from the earliest sight on.
 *
 * @internal
 */
export function ownRequest(input: MeasureInput): Provisioning | undefined {
  const view = viewOf(input);
  const [own] = serviceRequests(
    view.provisionings.map(item => ({ ...item, entityRef: input.entityRef })),
  ).requests;
  if (!own) {
    return undefined;
  }
  const requested = toMillis(own.requestedAt);
  let first = own.firstDeploymentAt;
  for (const { outcome, finished, deployment } of view.deployments) {
    if (outcome !== 'succeeded' || finished === undefined) continue;
    const { finishedAt } = deployment;
    if (finished >= requested && !(first && first <= finishedAt!)) {
      first = finishedAt;
    }
  }
  return first ? { ...own, firstDeploymentAt: first } : own;
}

interface ServiceRequests {
  requests: Provisioning[];
  keys: Set<string>;
}

const merged = new WeakMap<readonly Provisioning[], ServiceRequests>();

/** One request per service. Many entities have the same peers, so that their list is read once. */
function serviceRequests(
  provisionings: readonly Provisioning[],
): ServiceRequests {
  let result = merged.get(provisionings);
  if (!result) {
    const byService = new Map<string, Provisioning>();
    for (const item of uniqueByKey(provisionings)) {
      if (item.subject !== 'service') continue;
      const key = keyOf(item);
      const known = byService.get(key);
      byService.set(key, known ? mergeRequests(known, item) : item);
    }
    result = {
      requests: [...byService.values()],
      keys: new Set(byService.keys()),
    };
    merged.set(provisionings, result);
  }
  return result;
}

function keyOf({ entityRef, source, id }: Provisioning): string {
  return entityRef?.toLocaleLowerCase('en-US') ?? `${source} ${id}`;
}

function mergeRequests(a: Provisioning, b: Provisioning): Provisioning {
  const [first, second] = a.requestedAt <= b.requestedAt ? [a, b] : [b, a];
  const [deployed] = [a, b].flatMap(one => one.firstDeploymentAt ?? []).sort();
  const template = first.template ?? second.template;
  const { abandonedAt, ...request } = first;
  return {
    ...request,
    ...(deployed && { firstDeploymentAt: deployed }),
    ...(template && { template }),
    // Who asks again has not given up.
    ...(abandonedAt && second.abandonedAt && { abandonedAt }),
  };
}

const timesOf = new WeakMap<
  readonly Provisioning[],
  { to: number; now: number; times: ProvisioningTime[] }
>();

function recentTimes(
  requests: readonly Provisioning[],
  to: number,
  now: number,
): ProvisioningTime[] {
  const known = timesOf.get(requests);
  if (known?.to === to && known.now === now) {
    return known.times;
  }
  let recent: ProvisioningTime[] = [];
  for (const days of WINDOWS) {
    recent = requests
      .filter(request => {
        const requested = toMillis(request.requestedAt);
        return requested <= now && requested > to - days * DAY;
      })
      .filter(request => !isAbandoned(request, now))
      .map(request => provisioningTime(request, now));
    if (recent.length >= ENOUGH_REQUESTS) break;
  }
  timesOf.set(requests, { to, now, times: recent });
  return recent;
}

/** It ended without a service, so that it took no time to one. */
function isAbandoned(
  { abandonedAt, firstDeploymentAt }: Provisioning,
  now: number,
): boolean {
  return (
    abandonedAt !== undefined &&
    firstDeploymentAt === undefined &&
    toMillis(abandonedAt) <= now
  );
}
