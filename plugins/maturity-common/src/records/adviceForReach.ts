// SPDX-License-Identifier: Apache-2.0
import { ReachKind } from './reach';

/** What to connect for a kind of facts as an order to the reader, without a period. */
const SOURCES: Record<ReachKind, string> = {
  deployments:
    'connect the repository (GitHub or GitLab), or send deployments or CDEvents',
  failures:
    'connect the repository with its deployments or runs (releases and tags never fail), or send deployments that failed as well',
  'waits.approval':
    'connect GitHub (deployments of protected environments) or GitLab Premium, or send waits of kind approval with the deployments',
  'waits.queue':
    'connect the deployments or runs of GitHub or GitLab, or send waits of kind queue with the deployments',
  changes:
    'let the collector read commits, or send changes with the deployments',
  gates:
    'let the collector read environments and their protection rules on GitHub or GitLab',
  pipelines:
    'connect the repository (GitHub or GitLab), or send its pipeline files',
  incidents: 'send incidents from the tool that pages people',
  provisionings: 'install the Scaffolder module, or send provisioning records',
};

/** Each kind of facts as what a source tells of an entity. */
const FACTS: Record<ReachKind, string> = {
  deployments: 'the deployments of this entity',
  failures: 'which deployments of this entity failed',
  'waits.approval':
    'whether the deployments of this entity waited for an approval',
  'waits.queue': 'how long the deployments of this entity waited in a queue',
  changes: 'the changes that the deployments of this entity bring',
  gates: 'the gates before production of this entity',
  pipelines: 'the pipelines of this entity',
  incidents: 'the incidents of this entity',
  provisionings: 'how this entity was requested',
};

/**
 * Why something is unknown of an entity, and what would tell it, as one sentence.
 *
 * @param kinds - at least one; any of them would be enough
 *
 * @public
 */
export function reasonForReach(
  ...kinds: readonly [ReachKind, ...ReachKind[]]
): string {
  const facts = kinds.map(kind => FACTS[kind]).join(', or ');
  const advice = kinds.map(adviceForReach).join('; or ');
  return `No source tells ${facts}: ${advice}.`;
}

/**
 * What would tell a kind of facts that no source of an entity can tell, as the part of a sentence that says what to do.
 *
 * @public
 */
export function adviceForReach(kind: ReachKind): string {
  return SOURCES[kind];
}
