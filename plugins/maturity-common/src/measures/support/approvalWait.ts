// SPDX-License-Identifier: Apache-2.0
import { Release, WaitView } from '../../releases';
import { EvidenceItem, MeasureInput } from '../types';
import { partsOf, releaseLabel } from './evidence';
import { unionLength } from './intervals';
import { areApprovalsKnown } from './knowledge';
import { sortAscending } from './percentile';
import { viewOf } from './recordView';
import { HOUR } from './time';
import { workingHours } from './workingHours';

/** The approval waits of one production release, united. @internal */
export interface ApprovalWait {
  release: Release;
  hours: number;
  workingHours: number;
  open: boolean;
}

/** @internal */
export interface ApprovalWaits {
  waits: ApprovalWait[];
  /** Hours of the waits, ascending. */
  hours: number[];
  /** Working hours of the waits, ascending. */
  workingHours: number[];
  /** Releases that would count, and of which nobody tells what they waited for. */
  unknown: number;
}

const waitsOf = new WeakMap<MeasureInput, ApprovalWaits>();

/**
 * One entry per production release of the window that came to where a gate stands or would stand: those that succeeded,
 * failed or were rejected, with 0 where nobody had to approve, and canceled or superseded ones that waited. A release
 * that still waits counts with its time so far; one that runs without waiting counts once it has ended.
 *
 * @internal
 */
export function approvalWaits(input: MeasureInput): ApprovalWaits {
  let result = waitsOf.get(input);
  if (!result) {
    result = collectWaits(input);
    waitsOf.set(input, result);
  }
  return result;
}

function collectWaits(input: MeasureInput): ApprovalWaits {
  const view = viewOf(input);
  const { workingCalendar } = input.settings;
  const reached = [
    ...view.production.filter(cameToGate),
    ...view.openProduction.filter(isWaiting),
  ];
  const known = reached.filter(release =>
    areApprovalsKnown(release, view.knowledge),
  );
  const waits = known.map(release => {
    const { approvals } = release;
    return {
      release,
      hours: unionLength(approvals) / HOUR,
      workingHours:
        approvals.length === 0 ? 0 : workingHours(approvals, workingCalendar),
      open: isWaiting(release),
    };
  });
  return {
    waits,
    hours: sortAscending(waits.map(wait => wait.hours)),
    workingHours: sortAscending(waits.map(wait => wait.workingHours)),
    unknown: reached.length - known.length,
  };
}

function cameToGate({ outcome, waits }: Release): boolean {
  switch (outcome) {
    case 'succeeded':
    case 'failed':
    case 'rejected':
      return true;
    default:
      return waits.some(isApproval);
  }
}

function isWaiting({ waits }: Release): boolean {
  return waits.some(wait => isApproval(wait) && wait.open);
}

/** The longest waits as evidence, each under the name of the gate that took longest. @internal */
export function approvalEvidence(
  waits: readonly ApprovalWait[],
): EvidenceItem[] {
  return waits.map(({ release, hours, open }) => {
    const slowest = slowestGate(release.waits);
    const { deployment } = release.lead;
    const url = slowest?.wait.url ?? deployment.url;
    return {
      kind: slowest ? 'wait' : 'deployment',
      source: deployment.source,
      id: deployment.id,
      label: slowest
        ? `${slowest.wait.gate}, deploy ${deployment.id}`
        : `${releaseLabel(release)}, not gated`,
      value: hours,
      at: slowest?.wait.from ?? deployment.finishedAt ?? deployment.observedAt,
      ...(url && { url }),
      ...partsOf(release),
      ...(slowest && { details: { gate: slowest.wait.gate, open } }),
    };
  });
}

function slowestGate(waits: readonly WaitView[]): WaitView | undefined {
  let slowest: WaitView | undefined;
  for (const wait of waits) {
    if (!isApproval(wait)) continue;
    if (!slowest || wait.to - wait.from > slowest.to - slowest.from) {
      slowest = wait;
    }
  }
  return slowest;
}

function isApproval({ wait }: WaitView): boolean {
  return wait.kind === 'approval';
}
