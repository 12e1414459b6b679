// SPDX-License-Identifier: Apache-2.0
import {
  deploymentEvidence,
  freshestOf,
  newestFirst,
  withCountedWell,
} from './support/evidence';
import { failedChanges, isAttempt } from './support/failedChanges';
import { measured, noSamples, noSource } from './support/measurement';
import { viewOf } from './support/recordView';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.change-fail-rate',
  title: 'Change fail rate',
  description:
    'Production deployments that failed, were followed within 24 h by the rollback or hotfix that repairs them, or are named by an incident, divided by all that succeeded or failed.',
  unit: 'ratio',
  better: 'lower',
  minimumSamples: 5,
  source: 'DORA metrics guide; Quick Check',
  countsTime: false,
};

/** @public */
export const deploymentChangeFailRate: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return noSource(
        'No source delivers deployments of this entity; connect its deployments, failed ones included.',
      );
    }
    const attempts = view.production.filter(isAttempt);
    if (attempts.length === 0) {
      return noSamples(
        'No production deployment succeeded or failed in the window.',
      );
    }
    const causes = failedChanges(view);
    const failed = attempts.filter(({ key }) => causes.has(key));
    return measured(meta, {
      value: failed.length / attempts.length,
      n: attempts.length,
      freshest: freshestOf(attempts),
      evidence: withCountedWell(
        input,
        newestFirst(input, failed).map(deployment =>
          deploymentEvidence(deployment, 1, {
            cause: causes.get(deployment.key) as string,
          }),
        ),
        () => attempts.filter(({ key }) => !causes.has(key)),
        deployment => deploymentEvidence(deployment, 0),
      ),
    });
  },
};
