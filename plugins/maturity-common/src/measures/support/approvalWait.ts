// SPDX-License-Identifier: Apache-2.0
import { EvidenceItem, MeasureInput } from '../types';
import { unionLength } from './intervals';
import { DeploymentView, viewOf, WaitView } from './recordView';
import { HOUR } from './time';
import { workingHours } from './workingHours';

/** The approval waits of one production deployment, united. @internal */
export interface ApprovalWait {
  view: DeploymentView;
  hours: number;
  workingHours: number;
  open: boolean;
}

const waitsOf = new WeakMap<MeasureInput, ApprovalWait[]>();

/**
 * One entry per production deployment of the window: 0 where nobody had to approve. A deployment that still waits
 * counts with its time so far; one that runs without waiting counts once it has ended.
 *
 * @internal
 */
export function approvalWaits(input: MeasureInput): ApprovalWait[] {
  let result = waitsOf.get(input);
  if (!result) {
    result = collectWaits(input);
    waitsOf.set(input, result);
  }
  return result;
}

function collectWaits(input: MeasureInput): ApprovalWait[] {
  const view = viewOf(input);
  const isOpen = ({ waits }: DeploymentView) =>
    waits.some(wait => isApproval(wait) && wait.open);
  const waiting = view.openProduction.filter(isOpen);
  return [...view.production, ...waiting].map(deployment => {
    const { approvals } = deployment;
    return {
      view: deployment,
      hours: unionLength(approvals) / HOUR,
      workingHours:
        approvals.length === 0
          ? 0
          : workingHours(approvals, input.settings.workingCalendar),
      open: isOpen(deployment),
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
