// SPDX-License-Identifier: Apache-2.0
import { ChangeView, Release } from '../releases';
import { partsOf, worstFirst } from './support/evidence';
import { measured, untold } from './support/measurement';
import { noChanges } from './support/noChanges';
import { percentile, sortAscending } from './support/percentile';

import { viewOf } from './support/recordView';
import { HOUR } from './support/time';
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

interface LiveChange {
  release: Release;
  change: ChangeView;
  hours: number;
}

/** @public */
export const deploymentLeadTime: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return untold('deployments');
    }
    const changes: LiveChange[] = [];
    let freshest: string | undefined;
    let truncated = false;
    for (const release of view.succeeded) {
      if (release.changes.length === 0) continue;
      const finished = release.finished as number;
      freshest = release.lead.deployment.finishedAt;
      truncated ||= release.truncated;
      for (const change of release.changes) {
        // Clocks of laptops and servers differ; a change is never live before it exists.
        const hours = Math.max(0, finished - change.committed) / HOUR;
        changes.push({ release, change, hours });
      }
    }
    if (changes.length === 0) {
      return noChanges(view);
    }
    const hours = sortAscending(changes.map(change => change.hours));
    return measured(meta, {
      value: percentile(hours, 0.5),
      n: changes.length,
      flags: [truncated && 'truncated'],
      freshest,
      sortedSamples: hours,
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
