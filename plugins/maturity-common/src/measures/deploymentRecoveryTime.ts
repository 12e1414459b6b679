// SPDX-License-Identifier: Apache-2.0
import { Release } from '../releases';
import { deploymentEvidence, worstFirst } from './support/evidence';
import { Failure, failedChanges } from './support/failedChanges';
import { measured, noSamples, untold } from './support/measurement';
import { percentile, sortAscending } from './support/percentile';
import { viewOf } from './support/recordView';
import { Successes } from './support/Successes';
import { HOUR, toInstant } from './support/time';
import { EvidenceItem, Measure } from './types';

const meta: Measure['meta'] = {
  id: 'deployment.recovery-time',
  title: 'Recovery time, median',
  description:
    'Median from the end of a failed change until it was repaired: until the next release succeeded in the same production environment, after the incident was opened where there is one, or until the incident ended, whichever came first. Deploying the live revision again repairs too. A change that is not yet repaired counts with its time so far.',
  unit: 'hours',
  better: 'lower',
  minimumSamples: 3,
  source: 'DORA failed deployment recovery time; Harness 2026 (7.6 h)',
  needs: ['deployments', 'failures', 'incidents'],
  countsTime: true,
};

interface Recovery {
  release: Release;
  failure: Failure;
  hours: number;
  /** Milliseconds; undefined while it is not repaired. */
  end?: number;
  /** What repaired it, where that was a deployment. */
  repair?: Release;
}

/** @public */
export const deploymentRecoveryTime: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return untold('deployments');
    }
    const failures = failedChanges(input);
    const failed = view.production.filter(({ key }) => failures.has(key));
    if (failed.length === 0) {
      const { knowledge } = view;
      return knowledge.tells('failures') || knowledge.tells('incidents')
        ? noSamples('No production change failed in the window.')
        : untold('failures', 'incidents');
    }
    const successes = new Successes(view);
    const recoveries = failed.map(release =>
      recoveryOf(release, failures.get(release.key)!, successes, view.now),
    );
    const hours = sortAscending(recoveries.map(recovery => recovery.hours));
    const newest = Math.max(
      ...recoveries.map(({ release, end }) => end ?? release.finished!),
    );
    return measured(meta, {
      value: percentile(hours, 0.5),
      n: recoveries.length,
      flags: [recoveries.some(({ end }) => end === undefined) && 'censored'],
      freshest: toInstant(newest),
      sortedSamples: hours,
      evidence: worstFirst(input, recoveries, recovery => recovery.hours).map(
        recoveryEvidence,
      ),
    });
  },
};

function recoveryOf(
  release: Release,
  failure: Failure,
  successes: Successes,
  now: number,
): Recovery {
  const from = release.finished as number;
  const [first] = failure.incidents;
  const opened = Math.max(
    from,
    ...failure.incidents.map(incident => incident.opened),
  );
  // What failed in several environments is repaired once it is in the last of them.
  const repairs =
    failure.cause === 'failed'
      ? release.failedIn.map(environment =>
          successes.after([environment], opened),
        )
      : [
          successes.after(
            first?.environment ? [first.environment] : release.environments,
            opened,
          ),
        ];
  const repair = repairs.includes(undefined)
    ? undefined
    : (repairs as Release[]).reduce((last, other) =>
        other.finished! > last.finished! ? other : last,
      );
  const resolved = failure.incidents.map(incident => incident.resolved);
  const ends = [
    ...(repair ? [repair.finished as number] : []),
    // Several incidents of one change are over when the last of them is.
    ...(resolved.length > 0 && !resolved.includes(undefined)
      ? [Math.max(from, ...(resolved as number[]))]
      : []),
  ];
  const end = ends.length > 0 ? Math.min(...ends) : undefined;
  return {
    release,
    failure,
    hours: ((end ?? now) - from) / HOUR,
    ...(end !== undefined && { end }),
    ...(repair && repair.finished === end && { repair }),
  };
}

function recoveryEvidence(recovery: Recovery): EvidenceItem {
  const { release, failure, hours, end, repair } = recovery;
  return deploymentEvidence(release, hours, {
    cause: failure.cause,
    recovered: end !== undefined,
    ...(repair && { repairedBy: repair.lead.deployment.id }),
    ...(end !== undefined &&
      !repair && { endedWith: failure.incidents[0].incident.id }),
  });
}
