// SPDX-License-Identifier: Apache-2.0
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { groupBy } from '@delivery-maturity/backstage-plugin-maturity-node';
import { DbCollectorStatusRow } from '../store/tables';
import { CollectorRunState } from './runState';

type CollectorView = SourcesAnswer['collectors'][number];
type HostView = NonNullable<CollectorView['hosts']>[number];

/** Hosts of one collector that are shown, those in trouble first. */
const MAX_HOSTS = 50;
const FAILED = ['error', 'no-permission', 'not-found', 'disabled'];
const WORST_FIRST: HostView['state'][] = ['error', 'stale', 'idle', 'ok'];

/** How each host that a collector reads fares; one may be down while the others are well. @internal */
export function describeHosts(
  run: CollectorRunState,
  statuses: DbCollectorStatusRow[],
  now: Date,
): HostView[] {
  const byHost = groupBy(statuses, ({ host }) => host ?? '');
  return (run.hosts ?? [])
    .map(({ host, entities, lastSuccessAt }): HostView => {
      const own = byHost.get(host) ?? [];
      return {
        host,
        state: own.length === 0 ? 'idle' : stateOfStatuses(own),
        entities,
        stale: own.filter(({ state }) => state === 'stale').length,
        failed: own.filter(isFailed).length,
        ...freshnessOf(lastSuccessAt, now),
        ...troubleOf(own, now),
      };
    })
    .sort(
      (a, b) =>
        WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) ||
        b.entities - a.entities,
    )
    .slice(0, MAX_HOSTS);
}

function isFailed({ state }: DbCollectorStatusRow): boolean {
  return FAILED.includes(state);
}

/** One entity's trouble is a notice; where all are in trouble it is the host's, or the collector's. @internal */
export function stateOfStatuses(
  statuses: DbCollectorStatusRow[],
): 'ok' | 'stale' | 'error' {
  if (statuses.some(({ state }) => state === 'stale')) {
    return 'stale';
  }
  return statuses.length > 0 && statuses.every(isFailed) ? 'error' : 'ok';
}

/** @internal */
export function freshnessOf(
  lastSuccessAt: string | undefined,
  now: Date,
): Pick<HostView, 'lastSuccessAt' | 'lagSeconds'> {
  return lastSuccessAt
    ? {
        lastSuccessAt,
        lagSeconds: Math.max(
          Math.round((now.getTime() - Date.parse(lastSuccessAt)) / 1000),
          0,
        ),
      }
    : {};
}

/** The newest words about what went wrong, and when it is tried again. @internal */
export function troubleOf(
  statuses: DbCollectorStatusRow[],
  now: Date,
): Pick<HostView, 'lastError' | 'retryAt'> {
  const isAllFailed = stateOfStatuses(statuses) === 'error';
  const told = statuses
    .filter(({ message }) => message !== null)
    .sort((a, b) => b.updated_ms - a.updated_ms);
  const failed =
    told.find(({ state }) => state === 'stale' || state === 'error') ??
    (isAllFailed ? told[0] : undefined);
  const retries = told
    .map(({ retry_at_ms: at }) => at ?? 0)
    .filter(at => at > now.getTime());
  return {
    ...(failed && { lastError: failed.message! }),
    ...(retries.length > 0 && {
      retryAt: new Date(Math.min(...retries)).toISOString(),
    }),
  };
}
