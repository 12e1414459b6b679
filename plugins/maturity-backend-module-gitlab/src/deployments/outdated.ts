// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  resolveTier,
  sameEnvironment,
  Wait,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { READ_OBSERVATION } from './toDeployment';
import { Deployed, TargetState } from '../poll/state';

/** Jobs that nobody starts pile up; of these many the end is noticed. */
const MAX_PENDING = 200;

/**
 * The waits without those that were over when a newer deployment went out: who starts an old one after that goes back
 * to it, and has not waited for it since.
 *
 * @internal
 */
export function waitsBefore(record: Deployment, known: Deployed[]): Wait[] {
  const { waits = [], environment, requestedAt = '', startedAt } = record;
  const newer = known
    .filter(
      other =>
        sameEnvironment(other.environment, environment) &&
        other.outcome === 'succeeded' &&
        (other.requestedAt ?? '') > requestedAt,
    )
    .flatMap(({ finishedAt }) => finishedAt ?? [])
    .sort()[0];
  return newer && startedAt && newer < startedAt
    ? waits.filter(({ from }) => from >= newer)
    : waits;
}

/**
 * Deployments that nobody started before a newer one of their environment succeeded. GitLab keeps them open for good,
 * but nobody waits for them any more.
 *
 * @internal
 */
export function outdatedOf(
  state: TargetState,
  records: Deployment[],
): Map<string, Deployment> {
  const pending = new Map(state.pending.map(one => [one.id, one]));
  for (const record of records) {
    const { id, environment, requestedAt, outcome, startedAt } = record;
    if (outcome === 'pending' && !startedAt && requestedAt) {
      const open = (record.waits ?? []).filter(({ to }) => !to);
      const resourceFrom =
        open.find(({ kind }) => kind === 'concurrency')?.from ??
        pending.get(id)?.resourceFrom;
      pending.set(id, {
        id,
        environment,
        requestedAt,
        // What waits for a resource goes on by itself.
        isHeld: open.some(({ kind }) => kind !== 'concurrency'),
        ...(resourceFrom && { resourceFrom }),
      });
    } else {
      pending.delete(id);
    }
  }
  const outdated = new Map<string, Deployment>();
  for (const { id, environment, requestedAt } of pending.values()) {
    const successor = records
      .filter(
        record =>
          sameEnvironment(record.environment, environment) &&
          record.outcome === 'succeeded' &&
          (record.requestedAt ?? '') > requestedAt,
      )
      .sort((a, b) => (a.finishedAt! < b.finishedAt! ? -1 : 1))[0];
    if (successor?.finishedAt) {
      pending.delete(id);
      outdated.set(id, {
        source: successor.source,
        id,
        observedAt: successor.finishedAt,
        observation: READ_OBSERVATION,
        environment,
        outcome: 'superseded',
        finishedAt: successor.finishedAt,
        waits: [],
      });
    }
  }
  const isMeasured = ({ environment }: { environment: string }) =>
    resolveTier(environment, state.tiers[environment]) !== 'development';
  const newestFirst = [...pending.values()].sort((a, b) =>
    a.requestedAt < b.requestedAt ? 1 : -1,
  );
  // Those of merge requests, of which there may be any number, last.
  state.pending = [
    ...newestFirst.filter(isMeasured),
    ...newestFirst.filter(one => !isMeasured(one)),
  ].slice(0, MAX_PENDING);
  return outdated;
}
