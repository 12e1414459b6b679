// SPDX-License-Identifier: Apache-2.0
import { Incident } from '../../records';
import { DeploymentView, RecordView } from './recordView';
import { DAY } from './time';

/** Why a production deployment counts as a failed change. @internal */
export type FailureCause = 'failed' | 'rollback' | 'hotfix' | 'incident';

/** How soon a rollback or hotfix must follow to speak against the change before it. */
const REMEDY_WITHIN = DAY;

/**
 * The failed changes among the production deployments of all time, by deployment key.
 *
 * @remarks
 *
 * A rollback or hotfix speaks against the one change that it repairs: the last deployment to the same environment
 * that ended before it and is itself no rollback. Blaming all deployments of the day before would make a failure
 * rate grow with the deployment frequency.
 *
 * @internal
 */
export function failedChanges(view: RecordView): Map<string, FailureCause> {
  const causes = new Map<string, FailureCause>();
  const latest = new Map<string, DeploymentView>();
  const named = namedByIncident(view.incidents);
  for (const current of view.productionHistory) {
    if (!isAttempt(current)) continue;
    const { deployment, key, finished = 0 } = current;
    const environment = `${deployment.environment}`;
    const repaired = latest.get(environment);
    if (
      (deployment.rollback || deployment.hotfix) &&
      repaired?.finished !== undefined &&
      finished - repaired.finished <= REMEDY_WITHIN &&
      !causes.has(repaired.key)
    ) {
      causes.set(repaired.key, deployment.rollback ? 'rollback' : 'hotfix');
    }
    if (current.outcome === 'failed') {
      causes.set(key, 'failed');
    } else if (named.has(key) || named.has(deployment.id)) {
      causes.set(key, 'incident');
    }
    if (!deployment.rollback) {
      latest.set(environment, current);
    }
  }
  return causes;
}

/** Whether the deployment reached production or tried to: canceled and rejected ones changed nothing. @internal */
export function isAttempt({ outcome }: DeploymentView): boolean {
  return outcome === 'succeeded' || outcome === 'failed';
}

/** Incidents name a deployment by its id, or by `source` + space + id. */
function namedByIncident(incidents: readonly Incident[]): Set<string> {
  return new Set(
    incidents.flatMap(({ deployment }) => (deployment ? [deployment] : [])),
  );
}
