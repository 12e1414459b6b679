// SPDX-License-Identifier: Apache-2.0
import {
  deploymentEvidence,
  evidenceLimit,
  freshestOf,
  newestFirst,
  withCountedWell,
} from './support/evidence';
import { Failure, failedChanges, isAttempt } from './support/failedChanges';
import { unlinkedEvidence } from './support/linkedIncidents';
import { measured, noSamples, untold } from './support/measurement';
import { viewOf } from './support/recordView';
import { EvidenceItem, Measure } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.change-fail-rate',
  title: 'Change fail rate',
  description:
    'Production releases that failed, were followed within 24 h by the rollback or hotfix that repairs them, or have an incident, divided by all that succeeded or failed. An incident that names no deployment belongs to the last release that succeeded within 24 h before it, inferred. Where no source tells failures or incidents, there is no data.',
  unit: 'ratio',
  better: 'lower',
  minimumSamples: 5,
  source: 'DORA metrics guide; Quick Check',
  needs: ['deployments', 'failures', 'incidents'],
  countsTime: false,
};

/** @public */
export const deploymentChangeFailRate: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return untold('deployments');
    }
    const { knowledge } = view;
    if (!knowledge.tells('failures') && !knowledge.tells('incidents')) {
      return untold('failures', 'incidents');
    }
    const attempts = view.production.filter(isAttempt);
    if (attempts.length === 0) {
      return noSamples(
        'No production deployment succeeded or failed in the window.',
      );
    }
    const failures = failedChanges(input);
    const failed = attempts.filter(({ key }) => failures.has(key));
    const evidence = withCountedWell(
      input,
      newestFirst(input, failed).map(release =>
        deploymentEvidence(release, 1, detailsOf(failures.get(release.key)!)),
      ),
      () => attempts.filter(({ key }) => !failures.has(key)),
      release => deploymentEvidence(release, 0),
    );
    const room = Math.max(0, evidenceLimit(input) - evidence.length);
    return measured(meta, {
      value: failed.length / attempts.length,
      n: attempts.length,
      basis: failed.some(({ key }) => isInferred(failures.get(key)!))
        ? 'inferred'
        : 'measured',
      freshest: freshestOf(attempts),
      evidence: [...evidence, ...unlinkedEvidence(input).slice(0, room)],
    });
  },
};

/** Nothing but an incident that names no deployment speaks against it. */
function isInferred({ cause, incidents }: Failure): boolean {
  return (
    cause === 'incident' && incidents.every(({ basis }) => basis === 'inferred')
  );
}

function detailsOf({ cause, incidents }: Failure): EvidenceItem['details'] {
  const [first] = incidents;
  return {
    cause,
    ...(first && { incident: first.incident.id, basis: first.basis }),
  };
}
