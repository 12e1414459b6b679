// SPDX-License-Identifier: Apache-2.0
import { Provisioning, reaches } from '../records';
import { withCountedWell } from './support/evidence';
import { measured, noSamples, untold } from './support/measurement';
import { viewOf } from './support/recordView';
import { toMillis } from './support/time';
import { EvidenceItem, Measure } from './types';

const meta: Measure['meta'] = {
  id: 'provisioning.self-service',
  title: 'Self-service share',
  description:
    'Requests for the service or its environments that were started by a template or an API, without a ticket, divided by all requests of the window.',
  unit: 'ratio',
  better: 'higher',
  minimumSamples: 1,
  source: 'Harness 2026; definition is this project’s',
  needs: ['provisionings'],
  countsTime: false,
};

/** @public */
export const provisioningSelfService: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    const requests = view.provisionings.filter(({ requestedAt }) => {
      const requested = toMillis(requestedAt);
      return requested > view.from && requested <= view.to;
    });
    if (requests.length === 0) {
      return reaches(input.reach, 'provisionings', input.now) ||
        view.provisionings.length > 0
        ? noSamples('Nothing was requested for this service in the window.')
        : untold('provisionings');
    }
    const byHand = requests.filter(request => !isSelfService(request));
    return measured(meta, {
      value: (requests.length - byHand.length) / requests.length,
      n: requests.length,
      freshest: requests
        .map(({ requestedAt }) => requestedAt)
        .sort()
        .pop(),
      evidence: withCountedWell(
        input,
        byHand.map(request => requestEvidence(request, 0)),
        () => requests.filter(isSelfService),
        request => requestEvidence(request, 1),
      ),
    });
  },
};

function requestEvidence(request: Provisioning, value: number): EvidenceItem {
  return {
    kind: 'provisioning',
    source: request.source,
    id: request.id,
    label: `${request.environment ?? request.subject}, requested by ${
      request.requestBasis
    }`,
    value,
    at: request.requestedAt,
    ...(request.url && { url: request.url }),
    details: { requestBasis: request.requestBasis },
  };
}

function isSelfService({ selfService, requestBasis }: Provisioning): boolean {
  return (
    selfService ?? (requestBasis === 'scaffolder' || requestBasis === 'api')
  );
}
