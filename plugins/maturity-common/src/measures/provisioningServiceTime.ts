// SPDX-License-Identifier: Apache-2.0
import { reaches } from '../records';
import { evidenceLimit, worstFirst } from './support/evidence';
import { measured, noSamples, untold } from './support/measurement';
import { percentile, sortAscending } from './support/percentile';
import {
  newestRequest,
  PROVISIONING_WINDOW,
  provisioningEvidence,
  provisioningTime,
} from './support/provisioningHours';
import {
  ENOUGH_REQUESTS,
  ownRequest,
  routeTimes,
} from './support/provisioningRoute';
import { viewOf } from './support/recordView';
import { HOUR, toMillis } from './support/time';
import { EvidenceItem, Measure, MeasureInput } from './types';

const meta: Measure['meta'] = {
  id: 'provisioning.service-time',
  title: 'Request to first deployment',
  description:
    'How long it takes today to get a service like this one: the median from a request to the first success in any environment, over the requests of the last 90 days on its route, or of 180 or 365 days where there are fewer than 3. Its route is that of its template, else, inferred, its owner’s, its system’s, everybody’s. Not finished: the time so far; requests that ended without a service are left out. Its own request is shown beside it.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: ENOUGH_REQUESTS,
  window: PROVISIONING_WINDOW,
  source: 'Harness 2026 (21 % in under 2 h); steps are this project’s',
  needs: ['provisionings'],
  countsTime: true,
};

/** @public */
export const provisioningServiceTime: Measure = {
  meta,
  compute(input) {
    const route = routeTimes(input);
    if (!route) {
      return reaches(input.reach, 'provisionings', input.now)
        ? noSamples('Nobody asked for a service in the last 365 days.')
        : untold('provisionings');
    }
    const { times, relation, ref } = route;
    const hours = sortAscending(times.map(time => time.hours));
    const guessed = times.every(
      ({ provisioning }) => provisioning.requestBasis === 'repository',
    );
    const own = ownEvidence(input);
    const limit = evidenceLimit(input) - own.length;
    return measured(meta, {
      value: percentile(hours, 0.5),
      n: times.length,
      // The creation of a repository is not the request, only the first thing that was seen of it.
      basis: relation === 'template' && !guessed ? 'measured' : 'inferred',
      ...((relation === 'owner' || relation === 'system') && {
        inferredFrom: ref,
      }),
      flags: [times.some(({ censored }) => censored) && 'censored'],
      freshest: newestRequest(times),
      sortedSamples: hours,
      evidence: [
        ...worstFirst(input, times, time => time.hours)
          .slice(0, limit)
          .map(provisioningEvidence),
        ...own,
      ],
    });
  },
};

/** The entity's own request, whenever it was: its history, which no repair changes. */
function ownEvidence(input: MeasureInput): EvidenceItem[] {
  const request = ownRequest(input);
  if (!request) {
    return [];
  }
  const { now, productionHistory } = viewOf(input);
  const requested = toMillis(request.requestedAt);
  const production = productionHistory.find(
    ({ outcome, finished }) =>
      outcome === 'succeeded' && finished! >= requested,
  );
  const item = provisioningEvidence(provisioningTime(request, now));
  return [
    {
      ...item,
      label: `its own request: ${item.label}`,
      details: {
        ...item.details,
        ...(production && {
          productionHours: (production.finished! - requested) / HOUR,
        }),
      },
    },
  ];
}
