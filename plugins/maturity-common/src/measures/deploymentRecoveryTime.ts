// SPDX-License-Identifier: Apache-2.0
import { Release } from '../releases';
import { deploymentEvidence, worstFirst } from './support/evidence';
import { Failure, failedChanges } from './support/failedChanges';
import { measured, noSamples, noSource } from './support/measurement';
import { percentile, sortAscending } from './support/percentile';
import { RecordView, viewOf } from './support/recordView';
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
      return noSource(
        'No source delivers deployments of this entity; connect its deployments, failed ones included.',
      );
    }
    const failures = failedChanges(input);
    const failed = view.production.filter(({ key }) => failures.has(key));
    if (failed.length === 0) {
      const { knowledge } = view;
      return knowledge.tells('failures') || knowledge.tells('incidents')
        ? noSamples('No production change failed in the window.')
        : noSource(
            'No source tells which deployments of this entity failed, or its incidents; send failed deployments too, or connect the incidents.',
          );
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

/** Succeeded releases, redeployments among them, by environment and in the order in which they ended. */
class Successes {
  private readonly byEnvironment = new Map<string, Release[]>();

  constructor({ releases }: RecordView) {
    for (const release of releases) {
      if (release.outcome !== 'succeeded' || release.finished === undefined) {
        continue;
      }
      for (const environment of release.environments) {
        const there = this.byEnvironment.get(environment);
        if (there) there.push(release);
        else this.byEnvironment.set(environment, [release]);
      }
    }
  }

  /** The first that ended after a moment in one of the environments. */
  after(environments: readonly string[], moment: number): Release | undefined {
    let first: Release | undefined;
    for (const environment of environments) {
      const next = this.firstAfter(environment, moment);
      if (next && !(first && first.finished! <= next.finished!)) first = next;
    }
    return first;
  }

  private firstAfter(environment: string, moment: number): Release | undefined {
    const successes = this.byEnvironment.get(environment) ?? [];
    let low = 0;
    let high = successes.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (successes[middle].finished! <= moment) low = middle + 1;
      else high = middle;
    }
    return successes[low];
  }
}
