// SPDX-License-Identifier: Apache-2.0
import { EvidenceItem, MeasureInput } from '../types';
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

/** How much evidence is wanted of a measure. @internal */
export function evidenceLimit({ evidenceLimit: limit }: MeasureInput): number {
  return Math.min(MAX_EVIDENCE, limit ?? MAX_EVIDENCE);
}

/** Below this many, picking one by one is faster than sorting everything. */
const PICK_BELOW = 20;

/**
 * Items with the largest number first, as many as are wanted as evidence; ties by the order given.
 *
 * @internal
 */
export function worstFirst<T>(
  input: MeasureInput,
  items: readonly T[],
  badness: (item: T) => number,
): T[] {
  const limit = evidenceLimit(input);
  if (limit >= PICK_BELOW) {
    return [...items].sort((a, b) => badness(b) - badness(a)).slice(0, limit);
  }
  const worst: { item: T; value: number }[] = [];
  for (const item of items) {
    const value = badness(item);
    if (worst.length === limit && !(value > worst[limit - 1].value)) continue;
    let at = worst.length;
    while (at > 0 && value > worst[at - 1].value) at -= 1;
    worst.splice(at, 0, { item, value });
    if (worst.length > limit) worst.pop();
  }
  return worst.map(({ item }) => item);
}

/** The last of the items first, as many as are wanted as evidence. @internal */
export function newestFirst<T>(input: MeasureInput, items: readonly T[]): T[] {
  return items.slice(-evidenceLimit(input)).reverse();
}

/**
 * Evidence that speaks against a number and, where everything is wanted, the newest of what counts well after it.
 *
 * @internal
 */
export function withCountedWell<T>(
  input: MeasureInput,
  against: EvidenceItem[],
  well: () => readonly T[],
  toItem: (item: T) => EvidenceItem,
): EvidenceItem[] {
  const room = evidenceLimit(input) - against.length;
  return input.wantsAllCounted && room > 0
    ? [
        ...against,
        ...well()
          .slice(-room)
          .reverse()
          .map(item => ({ ...toItem(item), countsWell: true })),
      ]
    : against;
}

/** The newest of the ended deployments, which are in the order in which they ended. @internal */
export function freshestOf(
  deployments: readonly DeploymentView[],
): string | undefined {
  return deployments[deployments.length - 1]?.deployment.finishedAt;
}
