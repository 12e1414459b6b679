// SPDX-License-Identifier: Apache-2.0
import { deploymentEvidence, worstFirst } from './support/evidence';
import { failedChanges } from './support/failedChanges';
import { measured, noSamples, noSource } from './support/measurement';
import { percentile, sortAscending } from './support/percentile';
import { DeploymentView, RecordView, viewOf } from './support/recordView';
import { HOUR } from './support/time';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.recovery-time',
  title: 'Recovery time, median',
  description:
    'Median from the end of a failed change to the end of the next succeeded deployment of the same production environment. A change that is not yet repaired counts with its time so far.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: 3,
  source: 'DORA failed deployment recovery time; Harness 2026 (7.6 h)',
  countsTime: true,
};

/** @public */
export const deploymentRecoveryTime: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return noSource(
        'No source delivers deployments of this entity; connect its deployments, failed ones included.',
      );
    }
    const causes = failedChanges(view);
    const failed = view.production.filter(({ key }) => causes.has(key));
    if (failed.length === 0) {
      return noSamples('No production change failed in the window.');
    }
    const next = nextSuccesses(view);
    const recoveries = failed.map(deployment => {
      const repair = next.get(deployment.key);
      const end = repair?.finished ?? view.now;
      return {
        deployment,
        repair,
        hours: (end - (deployment.finished as number)) / HOUR,
      };
    });
    const hours = sortAscending(recoveries.map(recovery => recovery.hours));
    return measured(meta, {
      value: percentile(hours, 0.5),
      n: recoveries.length,
      flags: [recoveries.some(({ repair }) => !repair) && 'censored'],
      freshest: recoveries
        .map(({ deployment, repair }) => (repair ?? deployment).deployment)
        .map(({ finishedAt }) => finishedAt as string)
        .sort()
        .pop(),
      sortedSamples: hours,
      evidence: worstFirst(input, recoveries, recovery => recovery.hours).map(
        ({ deployment, repair, hours: value }) =>
          deploymentEvidence(deployment, value, {
            cause: causes.get(deployment.key) as string,
            recovered: repair !== undefined,
            ...(repair && { repairedBy: repair.deployment.id }),
          }),
      ),
    });
  },
};

/** For each ended production deployment the first success after it, in the same environment. */
function nextSuccesses(view: RecordView): Map<string, DeploymentView> {
  const next = new Map<string, DeploymentView>();
  const following = new Map<string, DeploymentView>();
  for (let index = view.productionHistory.length - 1; index >= 0; index--) {
    const current = view.productionHistory[index];
    const { environment } = current.deployment;
    const success = following.get(environment);
    if (success) {
      next.set(current.key, success);
    }
    if (current.outcome === 'succeeded') {
      following.set(environment, current);
    }
  }
  return next;
}
