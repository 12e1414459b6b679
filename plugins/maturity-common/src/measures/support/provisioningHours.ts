// SPDX-License-Identifier: Apache-2.0
import { Provisioning } from '../../records';
import { EvidenceItem, MeasureInput, PeerProvisioning } from '../types';
import { uniqueByKey, viewOf } from './recordView';
import { DAY, HOUR, toMillis } from './time';

/** Provisionings are rare, so they are looked at over a year. @internal */
export const PROVISIONING_WINDOW = 'P365D';
const PROVISIONING_DAYS = 365;

/** How long one request took, or has taken so far. @internal */
export interface ProvisioningTime {
  provisioning: Provisioning;
  hours: number;
  censored: boolean;
  done?: number;
}

/** Requests of the last 365 days up to the window's end. @internal */
export function recentProvisionings(
  provisionings: readonly Provisioning[],
  subject: Provisioning['subject'],
  input: MeasureInput,
): Provisioning[] {
  const { to, now } = viewOf(input);
  return provisionings.filter(provisioning => {
    if (provisioning.subject !== subject) {
      return false;
    }
    const requested = toMillis(provisioning.requestedAt);
    return requested <= now && requested > to - PROVISIONING_DAYS * DAY;
  });
}

const merged = new WeakMap<readonly Provisioning[], Provisioning[]>();

/** A peer's requests, each once; many entities have the same peers. */
function requestsOf({ provisionings }: PeerProvisioning): Provisioning[] {
  let result = merged.get(provisionings);
  if (!result) {
    result = uniqueByKey(provisionings);
    merged.set(provisionings, result);
  }
  return result;
}

/**
 * @param deployed - when the entity's own deployments say that it was live, which counts where the request's record
 *   does not know its first deployment
 * @internal
 */
export function provisioningTime(
  provisioning: Provisioning,
  now: number,
  deployed?: number,
): ProvisioningTime {
  const requested = toMillis(provisioning.requestedAt);
  const recorded = provisioning.firstDeploymentAt;
  const done = [
    recorded === undefined ? undefined : toMillis(recorded),
    deployed,
  ]
    .filter(moment => moment !== undefined && moment <= now)
    .reduce(
      (first, moment) => Math.min(first as number, moment as number),
      Infinity,
    ) as number;
  const censored = done === Infinity;
  return {
    provisioning,
    hours: Math.max(0, (censored ? now : done) - requested) / HOUR,
    censored,
    ...(!censored && { done }),
  };
}

/** @internal */
export function provisioningEvidence(time: ProvisioningTime): EvidenceItem {
  const { provisioning, hours, censored } = time;
  const name = provisioning.environment ?? provisioning.subject;
  return {
    kind: 'provisioning',
    source: provisioning.source,
    id: provisioning.id,
    label: `${name}, requested by ${provisioning.requestBasis}`,
    value: hours,
    at: provisioning.requestedAt,
    ...(provisioning.url && { url: provisioning.url }),
    details: { finished: !censored, requestBasis: provisioning.requestBasis },
  };
}

/** Own requests, else those of the system, else those of the owner. @internal */
export function nearestProvisionings(
  subject: Provisioning['subject'],
  input: MeasureInput,
): { provisionings: Provisioning[]; inferredFrom?: string } {
  const own = recentProvisionings(viewOf(input).provisionings, subject, input);
  if (own.length > 0) {
    return { provisionings: own };
  }
  for (const relation of ['system', 'owner'] as const) {
    for (const peer of input.peers) {
      if (peer.relation !== relation) continue;
      const theirs = recentProvisionings(requestsOf(peer), subject, input);
      if (theirs.length > 0) {
        return { provisionings: theirs, inferredFrom: peer.ref };
      }
    }
  }
  return { provisionings: [] };
}

/** @internal */
export function newestRequest(times: readonly ProvisioningTime[]): string {
  return times
    .map(({ provisioning }) => provisioning.requestedAt)
    .sort()
    .pop()!;
}
