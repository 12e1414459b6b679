// SPDX-License-Identifier: Apache-2.0
import {
  Incident,
  Instant,
  Reach,
  ReachKind,
  REACH_KINDS,
  reaches,
} from '../../records';
import { DeploymentView, Release } from '../../releases';
import { toMillis } from './time';

/**
 * What the sources of one entity are known to tell: what they declare, and what they told at least once. An absence is
 * a zero only within it.
 *
 * @internal
 */
export interface Knowledge {
  /** Whether some source tells facts of this kind. */
  tells(kind: ReachKind): boolean;
  /**
   * Whether the source of a record tells it.
   *
   * @param at - milliseconds; what was proven only later could not be told then
   */
  sourceTells(source: string, kind: ReachKind, at: number): boolean;
}

interface Declared {
  reach: Reach;
  sourceReach?: Record<string, Reach>;
  now: Instant;
}

interface Told {
  deployments: readonly DeploymentView[];
  incidents: readonly Incident[];
}

/** @internal */
export function knowledgeOf(declared: Declared, told: Told): Knowledge {
  const { reach, sourceReach, now } = declared;
  const proven = provenBy(told);
  const sourceTells = (source: string, kind: ReachKind, at: number) => {
    const instant = Math.min(at, toMillis(now));
    const declares = (one: Reach) => sinceOf(one, kind) <= instant;
    return (
      declares(sourceReach?.[source] ?? {}) ||
      (sourceReach === undefined && declares(reach)) ||
      (proven.get(source)?.get(kind) ?? Infinity) <= instant
    );
  };
  const all = new Set<ReachKind>(
    REACH_KINDS.filter(
      kind =>
        reaches(reach, kind, now) ||
        Object.values(sourceReach ?? {}).some(one => reaches(one, kind, now)) ||
        [...proven.values()].some(kinds => kinds.has(kind)),
    ),
  );
  return { tells: kind => all.has(kind), sourceTells };
}

/** Milliseconds from which on a kind can be told. */
function sinceOf(reach: Reach, kind: ReachKind): number {
  const since = reach[kind];
  if (typeof since === 'string') {
    return toMillis(since);
  }
  return since === true ? -Infinity : Infinity;
}

/** Who told a fact of a kind can tell it from the time of that fact on. */
function provenBy({
  deployments,
  incidents,
}: Told): Map<string, Map<ReachKind, number>> {
  const proven = new Map<string, Map<ReachKind, number>>();
  const prove = (source: string, kind: ReachKind, at: number) => {
    const kinds = proven.get(source) ?? new Map<ReachKind, number>();
    kinds.set(kind, Math.min(at, kinds.get(kind) ?? Infinity));
    proven.set(source, kinds);
  };
  for (const { deployment, begin, outcome, waits, changes } of deployments) {
    const { source } = deployment;
    prove(source, 'deployments', begin);
    if (outcome === 'failed') prove(source, 'failures', begin);
    if (changes.length > 0) prove(source, 'changes', begin);
    for (const { wait, from } of waits) {
      if (wait.kind === 'approval') prove(source, 'waits.approval', from);
    }
  }
  incidents.forEach(({ source, openedAt }) =>
    prove(source, 'incidents', toMillis(openedAt)),
  );
  return proven;
}

/**
 * Whether it is known what approvals a release waited for: in each of its environments a part had one, or says that it
 * had no waits and comes from a source that would have told an approval when it ended.
 *
 * @internal
 */
export function areApprovalsKnown(
  release: Release,
  knowledge: Knowledge,
): boolean {
  const isKnown = ({ deployment, waits, finished }: DeploymentView) =>
    waits.some(({ wait }) => wait.kind === 'approval') ||
    (deployment.waits !== undefined &&
      knowledge.sourceTells(
        deployment.source,
        'waits.approval',
        finished ?? Infinity,
      ));
  return release.environments.every(environment =>
    release.parts.some(
      part => part.environment === environment && isKnown(part),
    ),
  );
}
