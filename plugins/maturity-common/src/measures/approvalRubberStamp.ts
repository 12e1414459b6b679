// SPDX-License-Identifier: Apache-2.0
import { Release, WaitView } from '../releases';
import { measured, noSamples, untold } from './support/measurement';
import { RecordView, viewOf } from './support/recordView';
import { MINUTE } from './support/time';
import { EvidenceItem, Measure } from './types';

const meta: Measure['meta'] = {
  id: 'approval.rubber-stamp',
  title: 'Rubber-stamp approvals',
  description:
    'Share of a gate’s approvals that were given in under 60 s, at the worst gate. A gate that ever rejected something counts as zero; a gate with fewer than 20 decisions counts only where no gate has more, with low confidence.',
  unit: 'ratio',
  better: 'lower',
  minimumSamples: 20,
  source: 'This project, after DORA, streamlining change approval',
  needs: ['deployments', 'waits.approval'],
  countsTime: false,
};

const FAST = MINUTE;

interface GateDecisions {
  gate: string;
  all: number;
  fast: number;
  rejected: number;
  newest: { release: Release; wait: WaitView };
}

/** @public */
export const approvalRubberStamp: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return untold('deployments');
    }
    if (!view.gatesKnown) {
      return untold('waits.approval');
    }
    const gates = [...decisionsByGate(view).values()];
    if (gates.length === 0) {
      return noSamples('No approval was decided in the window.');
    }
    const enough = gates.filter(({ all }) => all >= meta.minimumSamples);
    const candidates = (enough.length > 0 ? enough : gates).sort(
      (a, b) =>
        shareOf(b) - shareOf(a) || b.all - a.all || (a.gate < b.gate ? -1 : 1),
    );
    const worst = candidates[0];
    return measured(meta, {
      value: shareOf(worst),
      n: worst.all,
      freshest: worst.newest.wait.wait.to,
      evidence: candidates.map(gateEvidence),
    });
  },
};

function shareOf(gate: GateDecisions): number {
  return gate.rejected > 0 ? 0 : gate.fast / gate.all;
}

function decisionsByGate(view: RecordView): Map<string, GateDecisions> {
  const gates = new Map<string, GateDecisions>();
  for (const release of [...view.productionHistory, ...view.openProduction]) {
    for (const wait of release.waits) {
      if (!isDecisionInWindow(wait, view)) continue;
      const name = wait.wait.gate;
      const gate = gates.get(name) ?? {
        gate: name,
        all: 0,
        fast: 0,
        rejected: 0,
        newest: { release, wait },
      };
      gate.all += 1;
      if (wait.wait.decision === 'rejected') gate.rejected += 1;
      else if (wait.to - wait.from < FAST) gate.fast += 1;
      if (wait.to > gate.newest.wait.to) gate.newest = { release, wait };
      gates.set(name, gate);
    }
  }
  return gates;
}

/** A gate that timed out was not decided by anyone. */
function isDecisionInWindow(wait: WaitView, view: RecordView): boolean {
  return (
    wait.wait.kind === 'approval' &&
    (wait.wait.decision === 'approved' || wait.wait.decision === 'rejected') &&
    wait.wait.to !== undefined &&
    !wait.open &&
    wait.to > view.from
  );
}

function gateEvidence(gate: GateDecisions): EvidenceItem {
  const { deployment } = gate.newest.release.lead;
  const url = gate.newest.wait.wait.url ?? deployment.url;
  return {
    kind: 'gate',
    source: deployment.source,
    id: deployment.id,
    label: gate.gate,
    value: shareOf(gate),
    at: gate.newest.wait.wait.from,
    ...(url && { url }),
    details: {
      decisions: gate.all,
      underOneMinute: gate.fast,
      rejected: gate.rejected,
    },
  };
}
