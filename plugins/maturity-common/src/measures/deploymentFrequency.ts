// SPDX-License-Identifier: Apache-2.0
import { deploymentEvidence, freshestOf } from './support/evidence';
import { measured, noSource } from './support/measurement';
import { RecordView, viewOf } from './support/recordView';
import { toMillis, WEEK } from './support/time';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.frequency',
  title: 'Deployment frequency',
  description:
    'Succeeded production deployments per week of the window. A younger entity is measured from its first record on, over at least one week. None in the window is a measured zero where a source is known to deliver deployments.',
  unit: 'per-week',
  better: 'higher',
  minimumSamples: 1,
  source: 'DORA metrics guide; Quick Check',
  countsTime: false,
};

/** @public */
export const deploymentFrequency: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return noSource(
        'No source delivers deployments of this entity; connect its repository’s deployments or send deployment events.',
      );
    }
    const { succeeded } = view;
    return measured(meta, {
      value: succeeded.length / weeksObserved(view),
      // Zero deployments are a finding about the whole window, not a small sample.
      n: Math.max(succeeded.length, 1),
      freshest: freshestOf(succeeded),
      evidence: [...succeeded]
        .reverse()
        .map(deployment => deploymentEvidence(deployment)),
    });
  },
};

/** One deployment an hour after the first record is no 168 deployments a week, hence at least one week. */
function weeksObserved(view: RecordView): number {
  const first = Math.min(
    view.from < view.now ? view.now : view.from,
    ...view.deployments.map(
      ({ requested, started, finished, deployment }) =>
        requested ?? started ?? finished ?? toMillis(deployment.observedAt),
    ),
    ...view.provisionings.map(({ requestedAt }) => toMillis(requestedAt)),
  );
  const none = view.deployments.length + view.provisionings.length === 0;
  const start = none ? view.from : Math.max(view.from, first);
  return Math.max(1, (view.to - start) / WEEK);
}
