// SPDX-License-Identifier: Apache-2.0
import {
  deploymentEvidence,
  freshestOf,
  withCountedWell,
  worstFirst,
} from './support/evidence';
import { unionLength } from './support/intervals';
import { measured, noSamples, noSource } from './support/measurement';
import { ChangeView, DeploymentView, viewOf } from './support/recordView';
import { DAY, HOUR, MINUTE } from './support/time';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.on-demand-share',
  title: 'On-demand share',
  description:
    'Succeeded production deployments that waited at most 15 min for approvals and timers and whose newest change was live within 24 h of its merge, divided by all succeeded ones. A change without a merge counts from its commit. Deployments whose changes are unknown are left out; where waits are unknown, only the time from merge to live decides, and the share is inferred.',
  unit: 'ratio',
  better: 'higher',
  minimumSamples: 5,
  source:
    'DuploCloud 2026 (29 % deploy on demand); definition is this project’s',
  countsTime: false,
};

const LONGEST_WAIT = 15 * MINUTE;
const LIVE_WITHIN = DAY;

/** @public */
export const deploymentOnDemandShare: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return noSource(
        'No source delivers deployments of this entity; connect its repository’s deployments or send deployment events.',
      );
    }
    const used = view.succeeded.filter(
      ({ deployment }) => deployment.changes !== undefined,
    );
    if (used.length === 0) {
      return noSamples(
        view.succeeded.length === 0
          ? 'No production deployment succeeded in the window.'
          : 'The changes of this entity’s deployments are unknown; let the source deliver them with their merge times.',
      );
    }
    const parts = used.map(deployment => ({
      deployment,
      waited: waitedFor(deployment),
      toLive: mergeToLive(deployment),
    }));
    const isLate = ({ waited, toLive }: (typeof parts)[number]) =>
      waited > LONGEST_WAIT || toLive > LIVE_WITHIN;
    const late = parts.filter(isLate);
    const toItem = (
      { deployment, waited, toLive }: (typeof parts)[number],
      value: number,
    ) =>
      deploymentEvidence(deployment, value, {
        waitHours: waited / HOUR,
        mergeToLiveHours: toLive / HOUR,
      });
    return measured(meta, {
      value: (parts.length - late.length) / parts.length,
      n: parts.length,
      basis: view.gatesKnown ? 'measured' : 'inferred',
      freshest: freshestOf(used),
      evidence: withCountedWell(
        input,
        worstFirst(input, late, ({ waited, toLive }) => waited + toLive).map(
          part => toItem(part, 0),
        ),
        () => parts.filter(part => !isLate(part)),
        part => toItem(part, 1),
      ),
    });
  },
};

function waitedFor({ waits }: DeploymentView): number {
  return unionLength(
    waits.filter(
      ({ wait }) => wait.kind === 'approval' || wait.kind === 'timer',
    ),
  );
}

/** A deployment that is known to bring nothing new kept nothing waiting. */
function mergeToLive({ changes, finished = 0 }: DeploymentView): number {
  if (changes.length === 0) {
    return 0;
  }
  const mergedOf = ({ merged, committed }: ChangeView) => merged ?? committed;
  const newest = changes.reduce(
    (latest, change) => Math.max(latest, mergedOf(change)),
    mergedOf(changes[0]),
  );
  return finished - newest;
}
