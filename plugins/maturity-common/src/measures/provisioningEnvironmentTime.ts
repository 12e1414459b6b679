// SPDX-License-Identifier: Apache-2.0
import { reaches } from '../records';
import { worstFirst } from './support/evidence';
import { measured, noSamples, untold } from './support/measurement';
import { percentile, sortAscending } from './support/percentile';
import {
  nearestProvisionings,
  newestRequest,
  PROVISIONING_WINDOW,
  provisioningEvidence,
  provisioningTime,
} from './support/provisioningHours';
import { viewOf } from './support/recordView';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'provisioning.environment-time',
  title: 'Environment time, 90th percentile',
  description:
    'From the request for an environment until the first deployment into it, 90th percentile over requests of the last 365 days: its own, else its system’s, else its owner’s, inferred. Not finished, the time so far.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: 3,
  window: PROVISIONING_WINDOW,
  source: 'Harness 2026 (21 % in under 2 h); steps are this project’s',
  needs: ['provisionings'],
  countsTime: true,
};

/** @public */
export const provisioningEnvironmentTime: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    const { provisionings, inferredFrom } = nearestProvisionings(
      'environment',
      input,
    );
    if (provisionings.length === 0) {
      return reaches(input.reach, 'provisionings', input.now)
        ? noSamples(
            'Neither this service nor any of its system or owner asked for an environment in the last 365 days.',
          )
        : untold('provisionings');
    }
    const times = provisionings.map(item => provisioningTime(item, view.now));
    const hours = sortAscending(times.map(time => time.hours));
    return measured(meta, {
      value: percentile(hours, 0.9),
      n: times.length,
      basis: inferredFrom === undefined ? 'measured' : 'inferred',
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
