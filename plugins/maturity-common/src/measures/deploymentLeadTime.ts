// SPDX-License-Identifier: Apache-2.0
import { freshestOf, partsOf, worstFirst } from './support/evidence';
import { LiveChange, leadTimesOf } from './support/leadTimes';
import { measured, untold } from './support/measurement';
import { noChanges } from './support/noChanges';
import { percentile } from './support/percentile';
import { viewOf } from './support/recordView';
import { EvidenceItem, Measure } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.lead-time',
  title: 'Lead time for changes, median',
  description:
    'Median over all changes that succeeded production releases brought live: from commit until the release had ended in all its parts.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: 5,
  source: 'DORA metrics guide; Quick Check; DuploCloud 2026 (one week)',
  needs: ['deployments', 'changes'],
  countsTime: true,
};

/** @public */
export const deploymentLeadTime: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return untold('deployments');
    }
    const { changes, sortedHours } = leadTimesOf(input);
    if (changes.length === 0) {
      return noChanges(view);
    }
    const changing = view.succeeded.filter(release => release.changes.length);
    return measured(meta, {
      value: percentile(sortedHours, 0.5),
      n: changes.length,
      flags: [changing.some(({ truncated }) => truncated) && 'truncated'],
      freshest: freshestOf(changing),
      sortedSamples: sortedHours,
      evidence: worstFirst(input, changes, change => change.hours).map(
        changeEvidence,
      ),
    });
  },
};

function changeEvidence({ release, change, hours }: LiveChange): EvidenceItem {
  const { deployment } = release.lead;
  return {
    kind: 'change',
    source: deployment.source,
    id: deployment.id,
    label: `${change.change.revision.slice(0, 10)} in deploy ${deployment.id}`,
    value: hours,
    at: change.change.committedAt,
    ...(deployment.url && { url: deployment.url }),
    ...partsOf(release),
    details: { revision: change.change.revision },
  };
}
