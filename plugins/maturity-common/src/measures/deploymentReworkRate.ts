// SPDX-License-Identifier: Apache-2.0
import { Release } from '../releases';
import {
  deploymentEvidence,
  freshestOf,
  newestFirst,
  withCountedWell,
} from './support/evidence';
import { linkedIncidents } from './support/linkedIncidents';
import { measured, noSamples, untold } from './support/measurement';
import { RecordView, viewOf } from './support/recordView';
import { toMillis } from './support/time';
import { Measure, MeasureInput } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.rework-rate',
  title: 'Rework rate',
  description:
    'Production releases that are rollbacks or hotfixes, or the first one after an incident was opened, divided by all production releases.',
  unit: 'ratio',
  better: 'lower',
  minimumSamples: 5,
  source: 'DORA deployment rework rate',
  needs: ['deployments', 'incidents'],
  countsTime: false,
};

/** @public */
export const deploymentReworkRate: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return untold('deployments');
    }
    const all = view.production;
    if (all.length === 0) {
      return noSamples('There was no production deployment in the window.');
    }
    const afterIncident = firstAfterIncidents(view, input);
    const causeOf = ({ rollback, hotfix, key }: Release) => {
      if (rollback) return 'rollback';
      if (hotfix) return 'hotfix';
      return afterIncident.has(key) ? 'incident' : undefined;
    };
    const rework = all.filter(causeOf);
    return measured(meta, {
      value: rework.length / all.length,
      n: all.length,
      freshest: freshestOf(all),
      evidence: withCountedWell(
        input,
        newestFirst(input, rework).map(release =>
          deploymentEvidence(release, 1, { cause: causeOf(release) as string }),
        ),
        () => all.filter(release => !causeOf(release)),
        release => deploymentEvidence(release, 0),
      ),
    });
  },
};

/** Keys of the production releases that were the first to end after an incident of production was opened. */
function firstAfterIncidents(
  view: RecordView,
  input: MeasureInput,
): Set<string> {
  const { elsewhere } = linkedIncidents(input);
  const opened = view.incidents
    .filter(incident => !elsewhere.has(incident))
    .map(({ openedAt }) => toMillis(openedAt))
    .sort((a, b) => a - b);
  const keys = new Set<string>();
  let next = 0;
  // Both are in the order of time, so that one walk finds them however many there are.
  for (const { key, finished = 0 } of view.productionHistory) {
    if (next < opened.length && opened[next] < finished) keys.add(key);
    while (next < opened.length && opened[next] < finished) next += 1;
  }
  return keys;
}
