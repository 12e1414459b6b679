// SPDX-License-Identifier: Apache-2.0
import { Gate, PipelineDefinition, resolveTier } from '../records';
import {
  deploymentEvidence,
  freshestOf,
  withCountedWell,
} from './support/evidence';
import { measured, noSource } from './support/measurement';
import { RecordView, viewOf } from './support/recordView';
import { EvidenceItem, Measure, MeasureInput } from './types';

const meta: Measure['meta'] = {
  id: 'approval.gates',
  title: 'Human gates',
  description:
    'Distinct gates between merge and production at which a person must act: required reviewers, manual jobs and approval steps. Taken from the gate inventory of the pipelines; without one, from the approvals seen on production deployments.',
  unit: 'count',
  better: 'lower',
  minimumSamples: 1,
  source:
    'DORA, deployment automation: number of manual steps; steps are this project’s',
  countsTime: false,
};

const HUMAN_KINDS: Gate['kind'][] = [
  'required-reviewers',
  'manual-job',
  'approval-action',
];

/** @public */
export const approvalGates: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    const inventory = inventoryGates(view, input);
    const complete = view.pipelines.some(({ gatesComplete }) => gatesComplete);
    const freshest = newestObservation(view.pipelines);
    if (inventory.size > 0 || complete) {
      return measured(meta, {
        value: inventory.size,
        n: view.pipelines.length,
        freshest,
        evidence:
          inventory.size > 0
            ? [...inventory.values()]
            : withCountedWell(input, [], () => view.pipelines, withoutGate),
      });
    }
    const seen = seenGates(view);
    if (seen.size > 0) {
      return measured(meta, {
        value: seen.size,
        n: view.production.length + view.openProduction.length,
        basis: 'inferred',
        freshest: freshestOf(view.production),
        evidence: [...seen.values()],
      });
    }
    if (view.inventoryRead) {
      return measured(meta, { value: 0, n: 1, freshest, evidence: [] });
    }
    if (view.gatesKnown && view.production.length > 0) {
      return measured(meta, {
        value: 0,
        n: view.production.length,
        basis: 'inferred',
        freshest: freshestOf(view.production),
        evidence: withCountedWell(
          input,
          [],
          () => view.production,
          deployment => deploymentEvidence(deployment, 0),
        ),
      });
    }
    return noSource(
      'No source delivers the gates of this entity; grant the collector access to environments and their protection rules, or send waits with the deployments.',
    );
  },
};

function inventoryGates(
  view: RecordView,
  input: MeasureInput,
): Map<string, EvidenceItem> {
  const gates = new Map<string, EvidenceItem>();
  for (const pipeline of view.pipelines) {
    for (const gate of pipeline.gates) {
      if (!gates.has(gate.gate) && isHumanGateToProduction(gate, input)) {
        gates.set(gate.gate, gateEvidence(pipeline, gate));
      }
    }
  }
  return gates;
}

function isHumanGateToProduction(gate: Gate, input: MeasureInput): boolean {
  if (!HUMAN_KINDS.includes(gate.kind) || gate.reviewers === 0) {
    return false;
  }
  return (
    gate.environment === undefined ||
    resolveTier(gate.environment, undefined, input.settings.tierPatterns) ===
      'production'
  );
}

/** A pipeline that was read and has no human gate on its way to production. */
function withoutGate({ source, id, path, observedAt }: PipelineDefinition) {
  return {
    kind: 'pipeline' as const,
    source,
    id,
    label: path,
    value: 0,
    at: observedAt,
  };
}

function gateEvidence(pipeline: PipelineDefinition, gate: Gate): EvidenceItem {
  return {
    kind: 'gate',
    source: pipeline.source,
    id: pipeline.id,
    label: gate.gate,
    value: 1,
    at: pipeline.observedAt,
    details: {
      kind: gate.kind,
      path: pipeline.path,
      ...(gate.environment && { environment: gate.environment }),
      ...(gate.reviewers !== undefined && { reviewers: gate.reviewers }),
    },
  };
}

/** The newest deployment at each gate. */
function seenGates(view: RecordView): Map<string, EvidenceItem> {
  const gates = new Map<string, EvidenceItem>();
  for (const { deployment, waits } of [
    ...view.production,
    ...view.openProduction,
  ]) {
    for (const { wait } of waits) {
      if (wait.kind !== 'approval') continue;
      const url = wait.url ?? deployment.url;
      gates.set(wait.gate, {
        kind: 'gate',
        source: deployment.source,
        id: deployment.id,
        label: wait.gate,
        value: 1,
        at: wait.from,
        ...(url && { url }),
        details: { environment: deployment.environment },
      });
    }
  }
  return gates;
}

function newestObservation(
  pipelines: readonly PipelineDefinition[],
): string | undefined {
  return pipelines
    .map(({ observedAt }) => observedAt)
    .sort()
    .pop();
}
