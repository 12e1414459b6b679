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

/**
 * What the sources of one entity are known to tell: what they declare, and what they told at least once. An absence is
 * a zero only within it.
 *
 * @internal
 */
export interface Knowledge {
  /** Whether some source tells facts of this kind. */
  tells(kind: ReachKind): boolean;
  /** Whether the source of a record does. */
  sourceTells(source: string, kind: ReachKind): boolean;
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
  const sourceTells = (source: string, kind: ReachKind) =>
    reaches(sourceReach?.[source] ?? {}, kind, now) ||
    (sourceReach === undefined && reaches(reach, kind, now)) ||
    proven.get(source)?.has(kind) === true;
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

/** Who told a fact of a kind can tell it. */
function provenBy({
  deployments,
  incidents,
}: Told): Map<string, Set<ReachKind>> {
  const proven = new Map<string, Set<ReachKind>>();
  const prove = (source: string, kind: ReachKind) => {
    const kinds = proven.get(source);
    if (kinds) kinds.add(kind);
    else proven.set(source, new Set([kind]));
  };
  for (const { deployment, outcome, waits, changes } of deployments) {
    const { source } = deployment;
    prove(source, 'deployments');
    if (outcome === 'failed') prove(source, 'failures');
    if (changes.length > 0) prove(source, 'changes');
    if (waits.some(({ wait }) => wait.kind === 'approval')) {
      prove(source, 'waits.approval');
    }
  }
  incidents.forEach(({ source }) => prove(source, 'incidents'));
  return proven;
}

/**
 * Whether it is known what approvals a release waited for: in each of its environments a part had one, or says that it
 * had no waits and comes from a source that would have told an approval.
 *
 * @internal
 */
export function areApprovalsKnown(
  release: Release,
  knowledge: Knowledge,
): boolean {
  const isKnown = ({ deployment, waits }: DeploymentView) =>
    waits.some(({ wait }) => wait.kind === 'approval') ||
    (deployment.waits !== undefined &&
      knowledge.sourceTells(deployment.source, 'waits.approval'));
  return release.environments.every(environment =>
    release.parts.some(
      part => part.environment === environment && isKnown(part),
    ),
  );
}
