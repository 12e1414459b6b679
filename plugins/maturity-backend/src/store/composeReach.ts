// SPDX-License-Identifier: Apache-2.0
import {
  ConfiguredSource,
  Reach,
  ReachKind,
  settingsOfSource,
  uniteReach,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { DbCollectorStatusRow, DbSourceReachRow } from './tables';

/** What is stored of what the sources of one entity can tell. @internal */
export interface StoredReach {
  statuses: readonly Pick<
    DbCollectorStatusRow,
    'collector_id' | 'host' | 'state' | 'reach' | 'unread_since' | 'updated_ms'
  >[];
  /** What sources have told of the entity. */
  proven: readonly DbSourceReachRow[];
  /** What these sources declare of all their entities. */
  declared: readonly DbSourceReachRow[];
}

/** What one source can tell of an entity, and how that is known. @internal */
export interface SourceReach {
  declared: Reach;
  /** Since when it is declared, where that is known. */
  declaredMs: Partial<Record<ReachKind, number>>;
  proven: Reach;
}

/**
 * What each source of an entity can tell, by the `source` of its records.
 *
 * @remarks
 *
 * A collector that was refused a part says what is left; what it could read once proves nothing as long as that lasts.
 * The configuration takes the place of what a sender declares of itself.
 *
 * @internal
 */
export function composeReach(
  { statuses, proven, declared }: StoredReach,
  configured: readonly ConfiguredSource[],
): Map<string, SourceReach> {
  const sources = new Map<string, SourceReach>();
  const of = (source: string) => {
    const known = sources.get(source);
    const entry = known ?? { declared: {}, declaredMs: {}, proven: {} };
    sources.set(source, entry);
    return entry;
  };
  const refused = new Set<string>();
  for (const status of statuses) {
    const source = sourceOfStatus(status);
    for (const kind of JSON.parse(status.reach) as ReachKind[]) {
      of(source).declared[kind] = true;
    }
    if (status.state === 'no-permission') {
      refused.add(source);
    }
  }
  for (const { source, kind, since_ms: sinceMs } of proven) {
    const entry = of(source);
    if (!refused.has(source)) {
      entry.proven[kind as ReachKind] = new Date(sinceMs).toISOString();
    }
  }
  for (const [source, entry] of sources) {
    const { reach } = settingsOfSource(configured, source);
    const own = declared.filter(row => row.source === source);
    for (const kind of reach ?? own.map(row => row.kind as ReachKind)) {
      entry.declared[kind] = true;
    }
    for (const { kind, since_ms: sinceMs } of reach ? [] : own) {
      entry.declaredMs[kind as ReachKind] = sinceMs;
    }
  }
  return sources;
}

/** The `source` of the records that a collector reads: their host, or its own name where there is only one. @internal */
export function sourceOfStatus({
  host,
  collector_id: collectorId,
}: Pick<DbCollectorStatusRow, 'host' | 'collector_id'>): string {
  return host ?? collectorId;
}

/** What a source can tell, whichever way it is known. @internal */
export function reachOfSource({ declared, proven }: SourceReach): Reach {
  return uniteReach(declared, proven);
}
