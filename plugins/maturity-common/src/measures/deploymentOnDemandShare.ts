// SPDX-License-Identifier: Apache-2.0
import { ChangeView, Release } from '../releases';
import {
  deploymentEvidence,
  freshestOf,
  withCountedWell,
  worstFirst,
} from './support/evidence';
import { unionLength } from './support/intervals';
import { areApprovalsKnown, Knowledge } from './support/knowledge';
import { measured, untold } from './support/measurement';
import { noChanges } from './support/noChanges';
import { viewOf } from './support/recordView';
import { DAY, HOUR, MINUTE } from './support/time';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.on-demand-share',
  title: 'On-demand share',
  description:
    'Succeeded production releases that waited at most 15 min for approvals and timers and whose newest change was live within 24 h of its merge, divided by all succeeded ones. A change without a merge counts from its commit. Releases that bring no change, whose changes are unknown, or whose approvals no source tells are left out; where every one of the latter went live too late, they count as that.',
  unit: 'ratio',
  better: 'higher',
  minimumSamples: 5,
  source:
    'DuploCloud 2026 (29 % deploy on demand); definition is this project’s',
  needs: ['deployments', 'changes', 'waits.approval'],
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
      return untold('deployments');
    }
    const changing = view.succeeded.filter(({ changes }) => changes.length > 0);
    const used = decidable(changing, view.knowledge);
    if (used.length === 0) {
      if (changing.length > 0) {
        return untold('waits.approval');
      }
      return noChanges(view);
    }
    const parts = used.map(release => ({
      release,
      waited: waitedFor(release),
      toLive: mergeToLive(release),
    }));
    const isLate = ({ waited, toLive }: (typeof parts)[number]) =>
      waited > LONGEST_WAIT || toLive > LIVE_WITHIN;
    const late = parts.filter(isLate);
    const toItem = (
      { release, waited, toLive }: (typeof parts)[number],
      value: number,
    ) =>
      deploymentEvidence(release, value, {
        waitHours: waited / HOUR,
        mergeToLiveHours: toLive / HOUR,
      });
    return measured(meta, {
      value: (parts.length - late.length) / parts.length,
      n: parts.length,
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

/**
 * Releases of which it is known whether they were on demand. A release that went live too late was not, whatever it
 * waited for; but late ones stand for all only where no other release is left out, else they would weigh too much.
 */
function decidable(
  releases: readonly Release[],
  knowledge: Knowledge,
): readonly Release[] {
  const isKnown = (release: Release) => areApprovalsKnown(release, knowledge);
  const isDecided = (release: Release) =>
    mergeToLive(release) > LIVE_WITHIN || isKnown(release);
  return releases.every(isDecided) ? releases : releases.filter(isKnown);
}

function waitedFor({ waits }: Release): number {
  return unionLength(
    waits.filter(
      ({ wait }) => wait.kind === 'approval' || wait.kind === 'timer',
    ),
  );
}

function mergeToLive({ changes, finished = 0 }: Release): number {
  const mergedOf = ({ merged, committed }: ChangeView) => merged ?? committed;
  const newest = changes.reduce(
    (latest, change) => Math.max(latest, mergedOf(change)),
    mergedOf(changes[0]),
  );
  return finished - newest;
}
