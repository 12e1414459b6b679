// SPDX-License-Identifier: Apache-2.0
import { EvidenceItem } from '../types';
import { MAX_EVIDENCE } from './measurement';
import { DeploymentView } from './recordView';

/** @internal */
export function deploymentEvidence(
  view: DeploymentView,
  value?: number,
  details?: EvidenceItem['details'],
): EvidenceItem {
  const { deployment } = view;
  return {
    kind: 'deployment',
    source: deployment.source,
    id: deployment.id,
    label: `deploy ${deployment.id} to ${deployment.environment}`,
    ...(value !== undefined && { value }),
    ...momentOf(view),
    ...(deployment.url && { url: deployment.url }),
    ...(details && { details }),
  };
}

function momentOf({ deployment }: DeploymentView): { at?: string } {
  const at =
    deployment.finishedAt ?? deployment.requestedAt ?? deployment.startedAt;
  return at ? { at } : {};
}

/** Items with the largest number first, at most as many as a measurement carries; ties by order given. @internal */
export function worstFirst<T>(
  items: readonly T[],
  badness: (item: T) => number,
): T[] {
  return [...items]
    .sort((a, b) => badness(b) - badness(a))
    .slice(0, MAX_EVIDENCE);
}

/** The newest of the ended deployments, which are in the order in which they ended. @internal */
export function freshestOf(
  deployments: readonly DeploymentView[],
): string | undefined {
  return deployments[deployments.length - 1]?.deployment.finishedAt;
}
