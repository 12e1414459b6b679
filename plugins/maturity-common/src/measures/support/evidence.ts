// SPDX-License-Identifier: Apache-2.0
import { EvidenceItem, MeasureInput } from '../types';
import { MAX_EVIDENCE } from './measurement';
import { DeploymentView, Release } from './recordView';

/** The most parts that a release shows. */
const MAX_PARTS = 20;

/** A release as one item, which opens to its parts where they are several. @internal */
export function deploymentEvidence(
  release: Release,
  value?: number,
  details?: EvidenceItem['details'],
): EvidenceItem {
  const { deployment } = release.lead;
  const at = momentOf(release.lead);
  return {
    kind: 'deployment',
    source: deployment.source,
    id: deployment.id,
    label: releaseLabel(release),
    ...(value !== undefined && { value }),
    ...(at && { at }),
    ...(deployment.url && { url: deployment.url }),
    ...partsOf(release),
    ...(details && { details }),
  };
}

/** What a reader calls a release: `deploy 841 to production`. @internal */
export function releaseLabel({ lead, parts, environments }: Release): string {
  const { id, environment } = lead.deployment;
  const label = `deploy ${id} to ${environment}`;
  if (parts.length === 1) return label;
  return environments.length === 1
    ? `${label}, ${parts.length} parts`
    : `${label}, ${parts.length} parts in ${environments.length} environments`;
}

/** The parts of a release in the order in which they began, where there are several. @internal */
export function partsOf({ parts }: Release): Pick<EvidenceItem, 'parts'> {
  if (parts.length === 1) {
    return {};
  }
  return {
    parts: parts.slice(0, MAX_PARTS).map(part => {
      const { source, id, environment, pipeline, url } = part.deployment;
      const at = momentOf(part);
      return {
        source,
        id,
        label: pipeline?.job ? `${environment}, ${pipeline.job}` : environment,
        outcome: part.outcome,
        ...(at && { at }),
        ...(url && { url }),
      };
    }),
  };
}

function momentOf({ deployment }: DeploymentView): string | undefined {
  return (
    deployment.finishedAt ?? deployment.requestedAt ?? deployment.startedAt
  );
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

/** When the newest of the ended releases ended; they are in that order. @internal */
export function freshestOf(releases: readonly Release[]): string | undefined {
  return releases[releases.length - 1]?.lead.deployment.finishedAt;
}
