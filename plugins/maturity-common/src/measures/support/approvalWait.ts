// SPDX-License-Identifier: Apache-2.0
import { EvidenceItem } from '../types';
import { Interval, unionLength, uniteIntervals } from './intervals';
import { DeploymentView, RecordView, WaitView } from './recordView';
import { HOUR } from './time';

/** The approval waits of one production deployment, united. @internal */
export interface ApprovalWait {
  view: DeploymentView;
  intervals: Interval[];
  hours: number;
  open: boolean;
}

/** @internal */
export function approvalIntervals(view: DeploymentView): Interval[] {
  return uniteIntervals(view.waits.filter(isApproval));
}

/**
 * One entry per production deployment of the window: 0 where nobody had to approve. A deployment that still waits
 * counts with its time so far; one that runs without waiting counts once it has ended.
 *
 * @internal
 */
export function approvalWaits(view: RecordView): ApprovalWait[] {
  const waiting = view.openProduction.filter(({ waits }) =>
    waits.some(wait => isApproval(wait) && wait.open),
  );
  return [...view.production, ...waiting].map(deployment => {
    const intervals = approvalIntervals(deployment);
    return {
      view: deployment,
      intervals,
      hours: unionLength(intervals) / HOUR,
      open: deployment.waits.some(wait => isApproval(wait) && wait.open),
    };
  });
}

/** The longest waits as evidence, each under the name of the gate that took longest. @internal */
export function approvalEvidence(
  waits: readonly ApprovalWait[],
): EvidenceItem[] {
  return waits.map(({ view, hours, open }) => {
    const slowest = slowestGate(view.waits);
    const { deployment } = view;
    const url = slowest?.wait.url ?? deployment.url;
    return {
      kind: slowest ? 'wait' : 'deployment',
      source: deployment.source,
      id: deployment.id,
      label: slowest
        ? `${slowest.wait.gate}, deploy ${deployment.id}`
        : `deploy ${deployment.id} to ${deployment.environment}, not gated`,
      value: hours,
      at: slowest?.wait.from ?? deployment.finishedAt ?? deployment.observedAt,
      ...(url && { url }),
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
