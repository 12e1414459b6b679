// SPDX-License-Identifier: Apache-2.0
import { Release } from '../../releases';
import { MeasureInput } from '../types';
import { LinkedIncident, linkedIncidents } from './linkedIncidents';
import { RecordView, viewOf } from './recordView';
import { DAY } from './time';

/** Why a production release counts as a failed change. @internal */
export interface Failure {
  cause: 'failed' | 'rollback' | 'hotfix' | 'incident';
  /** The incidents that belong to it, whatever the cause. */
  incidents: LinkedIncident[];
}

/** How soon a rollback or hotfix must follow to speak against the change before it. */
const REMEDY_WITHIN = DAY;

const failures = new WeakMap<MeasureInput, Map<string, Failure>>();

/**
 * The failed changes among the production releases of all time, by the key of the release.
 *
 * @remarks
 *
 * A rollback or hotfix speaks against the one change that it repairs: the last release to one of its environments that
 * ended before it and is itself no rollback. Blaming all releases of the day before would make a failure rate grow with
 * the deployment frequency.
 *
 * @internal
 */
export function failedChanges(input: MeasureInput): Map<string, Failure> {
  let result = failures.get(input);
  if (!result) {
    result = findFailures(viewOf(input), linkedIncidents(input).byRelease);
    failures.set(input, result);
  }
  return result;
}

function findFailures(
  view: RecordView,
  incidents: ReadonlyMap<string, LinkedIncident[]>,
): Map<string, Failure> {
  const causes = new Map<string, Failure['cause']>();
  const latest = new Map<string, Release>();
  for (const current of view.productionHistory) {
    if (!isAttempt(current)) continue;
    const { key, finished = 0 } = current;
    const repaired = lastIn(latest, current);
    if (
      (current.rollback || current.hotfix) &&
      repaired &&
      finished - repaired.finished! <= REMEDY_WITHIN &&
      !causes.has(repaired.key)
    ) {
      causes.set(repaired.key, current.rollback ? 'rollback' : 'hotfix');
    }
    if (current.outcome === 'failed') {
      causes.set(key, 'failed');
    } else if (incidents.has(key)) {
      causes.set(key, 'incident');
    }
    if (!current.rollback) {
      for (const environment of current.environments) {
        latest.set(environment, current);
      }
    }
  }
  return new Map(
    [...causes].map(([key, cause]) => [
      key,
      { cause, incidents: incidents.get(key) ?? [] },
    ]),
  );
}

function lastIn(
  latest: ReadonlyMap<string, Release>,
  { environments }: Release,
): Release | undefined {
  let last: Release | undefined;
  for (const environment of environments) {
    const release = latest.get(environment);
    if (release && !(last && last.finished! >= release.finished!)) {
      last = release;
    }
  }
  return last;
}

/** Whether the release reached production or tried to: canceled and rejected ones changed nothing. @internal */
export function isAttempt({ outcome }: Release): boolean {
  return outcome === 'succeeded' || outcome === 'failed';
}
