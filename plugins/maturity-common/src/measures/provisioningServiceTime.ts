// SPDX-License-Identifier: Apache-2.0
import { Provisioning, reaches } from '../records';
import { worstFirst } from './support/evidence';
import { measured, noSamples, noSource } from './support/measurement';
import { percentile, sortAscending } from './support/percentile';
import {
  nearestProvisionings,
  newestRequest,
  PROVISIONING_WINDOW,
  provisioningEvidence,
  provisioningTime,
} from './support/provisioningHours';
import { viewOf } from './support/recordView';
import { toMillis } from './support/time';
import { Measure, MeasureInput } from './types';

const meta: Measure['meta'] = {
  id: 'provisioning.service-time',
  title: 'Request to first deployment',
  description:
    'From the request for this service until its first production deployment, for requests of the last 365 days; not finished, the time so far. Without a request of its own, the median of its system’s services, else of its owner’s, inferred.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: 1,
  window: PROVISIONING_WINDOW,
  source: 'Harness 2026 (21 % in under 2 h); steps are this project’s',
  needs: ['provisionings'],
  countsTime: true,
};

/** @public */
export const provisioningServiceTime: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    const { provisionings, inferredFrom } = nearestProvisionings(
      'service',
      input,
    );
    if (provisionings.length === 0) {
      return reaches(input.reach, 'provisionings', input.now)
        ? noSamples(
            'Neither this service nor any of its system or owner was requested in the last 365 days.',
          )
        : noSource(
            'No source delivers when this service was requested; connect the Scaffolder or send provisioning records.',
          );
    }
    const times =
      inferredFrom === undefined
        ? [ownTime(provisionings, input)]
        : provisionings.map(item => provisioningTime(item, view.now));
    const hours = sortAscending(times.map(time => time.hours));
    const guessed = times.every(
      ({ provisioning }) => provisioning.requestBasis === 'repository',
    );
    return measured(meta, {
      value: percentile(hours, 0.5),
      n: times.length,
      // The creation of a repository is not the request, only the first thing that was seen of it.
      basis: inferredFrom !== undefined || guessed ? 'inferred' : 'measured',
      inferredFrom,
      flags: [times.some(({ censored }) => censored) && 'censored'],
      freshest: newestRequest(times),
      sortedSamples: hours,
      evidence: worstFirst(input, times, time => time.hours).map(
        provisioningEvidence,
      ),
    });
  },
};

/** A service is provisioned once: what several sources saw of it is one request, from the earliest sight on. */
function ownTime(provisionings: readonly Provisioning[], input: MeasureInput) {
  const first = provisionings.reduce((earliest, item) =>
    item.requestedAt < earliest.requestedAt ? item : earliest,
  );
  const firstDeploymentAt = provisionings
    .flatMap(item => item.firstDeploymentAt ?? [])
    .sort()[0];
  const requested = toMillis(first.requestedAt);
  const { productionHistory, now } = viewOf(input);
  const deployed = productionHistory.find(
    ({ outcome, finished }) =>
      outcome === 'succeeded' &&
      finished !== undefined &&
      finished >= requested,
  )?.finished;
  return provisioningTime({ ...first, firstDeploymentAt }, now, deployed);
}
