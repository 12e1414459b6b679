// SPDX-License-Identifier: Apache-2.0
import {
  deploymentEvidence,
  freshestOf,
  newestFirst,
  evidenceLimit,
} from './support/evidence';
import { measured, noSamples, untold } from './support/measurement';
import { RecordView, viewOf } from './support/recordView';
import { toMillis, WEEK } from './support/time';
import { EvidenceItem, Measure, MeasureInput } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.frequency',
  title: 'Deployment frequency',
  description:
    'Succeeded production releases per week of the window; the jobs, regions and retries of one rollout are one release. A younger entity is measured from its first record on, over at least one week. None in the window is a measured zero where a source is known to deliver deployments. What deploys the live revision again does not count; where nothing else happened, there is no data.',
  unit: 'per-week',
  better: 'higher',
  minimumSamples: 1,
  source: 'DORA metrics guide; Quick Check',
  needs: ['deployments'],
  countsTime: false,
};

/** @public */
export const deploymentFrequency: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return untold('deployments');
    }
    const { succeeded, production, redeployments } = view;
    if (production.length === 0 && redeployments.length > 0) {
      return noSamples(
        'Every production deployment of the window deployed the revision that was live already: the revision never changes. Let the source send the revision that is deployed.',
      );
    }
    return measured(meta, {
      value: succeeded.length / weeksObserved(view),
      // Zero deployments are a finding about the whole window, not a small sample.
      n: Math.max(succeeded.length, 1),
      freshest: freshestOf(succeeded),
      evidence: [
        ...newestFirst(input, succeeded).map(release =>
          deploymentEvidence(release),
        ),
        ...notCounted(input, view),
      ],
    });
  },
};

/** Redeployments are listed where everything is, after what counts. */
function notCounted(
  input: MeasureInput,
  { succeeded, redeployments }: RecordView,
): EvidenceItem[] {
  const room = evidenceLimit(input) - succeeded.length;
  return input.wantsAllCounted && room > 0
    ? redeployments
        .slice(-room)
        .reverse()
        .map(release =>
          deploymentEvidence(release, undefined, { redeployment: true }),
        )
    : [];
}

/** One deployment an hour after the first record is no 168 deployments a week, hence at least one week. */
function weeksObserved(view: RecordView): number {
  let first: number | undefined;
  const see = (moment: number) => {
    if (first === undefined || moment < first) first = moment;
  };
  for (const { requested, started, finished, deployment } of view.deployments) {
    see(requested ?? started ?? finished ?? toMillis(deployment.observedAt));
  }
  view.provisionings.forEach(({ requestedAt }) => see(toMillis(requestedAt)));
  const start = Math.max(view.from, first ?? view.from);
  return Math.max(1, (view.to - start) / WEEK);
}
