// SPDX-License-Identifier: Apache-2.0
import {
  ConfiguredSource,
  REACH_KINDS,
  ReachKind,
  settingsOfSource,
  SourceReachSummary,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { groupBy } from '@delivery-maturity/backstage-plugin-maturity-node';
import { sourceOfStatus } from '../store/composeReach';
import { ReachCounts } from '../store/operations/read/readReachCounts';

type KindCount = SourceReachSummary[number];

/** What sources can tell of all their entities together. @internal */
export interface ReachSummaries {
  ofSource(source: string): SourceReachSummary | undefined;
  ofCollector(collectorId: string): SourceReachSummary | undefined;
}

/** Sums up, by the same rules as for one entity, what each source can tell. @internal */
export function summarizeReach(
  counts: ReachCounts,
  configured: readonly ConfiguredSource[],
): ReachSummaries {
  const read = groupBy(counts.statuses, sourceOfStatus);
  const delivered = new Map(
    counts.delivered.map(({ source, entities }) => [source, entities]),
  );
  const sent = groupBy(counts.declared, ({ source }) => source);
  const proven = groupBy(counts.proven, ({ source }) => source);

  const ofSource = (source: string): SourceReachSummary | undefined => {
    const statuses = read.get(source) ?? [];
    if (statuses.length === 0 && !delivered.has(source)) {
      return undefined;
    }
    const all = Math.max(
      sum(statuses.map(({ entities }) => entities)),
      delivered.get(source) ?? 0,
    );
    const kinds =
      settingsOfSource(configured, source).reach ??
      (sent.get(source) ?? []).map(row => row.kind as ReachKind);
    return REACH_KINDS.map(kind => {
      const byCollectors = sum(
        statuses
          .filter(({ reach }) => (JSON.parse(reach) as string[]).includes(kind))
          .map(({ entities }) => entities),
      );
      const told = proven.get(source)?.find(row => row.kind === kind);
      return withBasis({
        kind,
        declared: kinds.includes(kind) ? all : byCollectors,
        proven: told?.entities ?? 0,
        ...(told && { since: new Date(told.since_ms).toISOString() }),
      });
    });
  };

  return {
    ofSource,
    ofCollector: collectorId => {
      const sources = new Set(
        counts.statuses
          .filter(row => row.collector_id === collectorId)
          .map(sourceOfStatus),
      );
      const summaries = [...sources].flatMap(source => ofSource(source) ?? []);
      return sources.size === 0
        ? undefined
        : REACH_KINDS.map(kind => together(kind, summaries));
    },
  };
}

/** What several sources, each with entities of its own, tell of a kind. */
function together(kind: ReachKind, summaries: SourceReachSummary): KindCount {
  const own = summaries.filter(one => one.kind === kind);
  const [since] = own.flatMap(one => one.since ?? []).sort();
  return withBasis({
    kind,
    declared: sum(own.map(one => one.declared)),
    proven: sum(own.map(one => one.proven)),
    ...(since && { since }),
  });
}

function withBasis(count: Omit<KindCount, 'basis'>): KindCount {
  const proven = count.proven > 0 ? 'proven' : 'none';
  return { ...count, basis: count.declared > 0 ? 'declared' : proven };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
