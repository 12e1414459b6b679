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
  const nowMillis = toMillis(now);
  const proven = provenBy(told);
  /** Milliseconds from which on a source can tell a kind. */
  const toldSince = (source: string, kind: ReachKind) =>
    Math.min(
      sinceOf(sourceReach?.[source] ?? {}, kind),
      sourceReach === undefined ? sinceOf(reach, kind) : Infinity,
      proven.get(source)?.[kind] ?? Infinity,
    );
  const all = new Set<ReachKind>(
    REACH_KINDS.filter(
      kind =>
        reaches(reach, kind, now) ||
        Object.values(sourceReach ?? {}).some(one => reaches(one, kind, now)) ||
        [...proven.values()].some(kinds => kinds[kind] !== undefined),
    ),
  );
  return {
    tells: kind => all.has(kind),
    sourceTells: (source, kind, at) =>
      toldSince(source, kind) <= Math.min(at, nowMillis),
  };
}

/** Milliseconds from which on a kind can be told. */
function sinceOf(reach: Reach, kind: ReachKind): number {
  const since = reach[kind];
  if (typeof since === 'string') {
    return toMillis(since);
  }
  return since === true ? -Infinity : Infinity;
}

/** Milliseconds of the first fact of each kind. */
type FirstFacts = Partial<Record<ReachKind, number>>;

/** Who told a fact of a kind can tell it from the time of that fact on. */
function provenBy({ deployments, incidents }: Told): Map<string, FirstFacts> {
  const proven = new Map<string, FirstFacts>();
  const factsOf = (source: string): FirstFacts => {
    let facts = proven.get(source);
    if (!facts) {
      facts = {};
      proven.set(source, facts);
    }
    return facts;
  };
  const prove = (facts: FirstFacts, kind: ReachKind, at: number) => {
    const before = facts[kind];
    if (before === undefined || at < before) facts[kind] = at;
  };
  for (const { deployment, begin, outcome, waits, changes } of deployments) {
    const facts = factsOf(deployment.source);
    prove(facts, 'deployments', begin);
    if (outcome === 'failed') prove(facts, 'failures', begin);
    if (changes.length > 0) prove(facts, 'changes', begin);
    for (const { wait, from } of waits) {
      if (wait.kind === 'approval') prove(facts, 'waits.approval', from);
    }
  }
  for (const { source, openedAt } of incidents) {
    prove(factsOf(source), 'incidents', toMillis(openedAt));
  }
  return proven;
}

/**
 * Whether it is known what approvals a release waited for: in each of its environments a part had one, or says that it
 * had no waits and comes from a source that would have told an approval when it ended.
 *
 * @internal
 */
export function areApprovalsKnown(
  { environments, parts }: Release,
  knowledge: Knowledge,
): boolean {
  if (parts.length === 1) {
    return isPartKnown(parts[0], knowledge);
  }
  return environments.every(environment =>
    parts.some(
      part => part.environment === environment && isPartKnown(part, knowledge),
    ),
  );
}

function isPartKnown(
  { deployment, waits, finished }: DeploymentView,
  knowledge: Knowledge,
): boolean {
  return (
    waits.some(({ wait }) => wait.kind === 'approval') ||
    (deployment.waits !== undefined &&
      knowledge.sourceTells(
        deployment.source,
        'waits.approval',
        finished ?? Infinity,
      ))
  );
}
