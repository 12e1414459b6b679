// SPDX-License-Identifier: Apache-2.0
import { GateOnWay, GatesOnEveryWay, WayToProduction } from '../pipelines';
import { PipelineDefinition } from '../records';
import {
  deploymentEvidence,
  freshestOf,
  withCountedWell,
} from './support/evidence';
import { gateInventory } from './support/gateInventory';
import { areApprovalsKnown } from './support/knowledge';
import { measured, noSamples, untold } from './support/measurement';
import { RecordView, viewOf } from './support/recordView';
import { isStale } from './support/staleInventory';
import { EvidenceItem, Measure } from './types';

const meta: Measure['meta'] = {
  id: 'approval.gates',
  title: 'Human gates',
  description:
    'Distinct gates between merge and production at which a person must act, whichever way a change takes: required reviewers, manual jobs, approval steps, and a start by hand where nothing else starts the deployment. Rollback buttons, chores and starts by hand beside an automatic way are none. Taken from the pipelines and the gate inventory; without one, from the approvals seen on production deployments.',
  unit: 'count',
  better: 'lower',
  minimumSamples: 1,
  source:
    'DORA, deployment automation: number of manual steps; steps are this project’s',
  needs: ['gates', 'waits.approval'],
  countsTime: false,
};

/** @public */
export const approvalGates: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    const inventory = gateInventory(view, input);
    const complete = view.pipelines.some(({ gatesComplete }) => gatesComplete);
    const freshest = newestObservation(view.pipelines);
    const flags = [isStale(input, 'pipelines', 'gates') && ('stale' as const)];
    if (inventory.open.length > 0) {
      return noSamples(
        `Nothing in the pipelines tells where ${listed(
          inventory.open,
        )} deploys to, and a person has to act before it. Name its environment, so that it is known whether that is production.`,
      );
    }
    if (inventory.gates.length > 0 || complete) {
      return measured(meta, {
        value: inventory.gates.length,
        n: view.pipelines.length,
        basis: inventory.isInferred ? 'inferred' : 'measured',
        flags,
        freshest,
        evidence:
          inventory.gates.length > 0
            ? withCountedWell(
                input,
                inventory.gates.map(gateEvidence),
                () => inventory.others,
                noGateEvidence,
              )
            : withCountedWell(
                input,
                [],
                () => [
                  ...inventory.others.map(noGateEvidence),
                  ...view.pipelines.map(withoutGate),
                ],
                item => item,
              ),
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
      return measured(meta, {
        value: 0,
        n: 1,
        flags,
        freshest,
        evidence: [],
      });
    }
    const ungated = view.production.filter(release =>
      areApprovalsKnown(release, view.knowledge),
    );
    if (ungated.length > 0) {
      return measured(meta, {
        value: 0,
        n: ungated.length,
        basis: 'inferred',
        freshest: freshestOf(ungated),
        evidence: withCountedWell(
          input,
          [],
          () => ungated,
          deployment => deploymentEvidence(deployment, 0),
        ),
      });
    }
    return untold('gates');
  },
};

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

/** What was looked at and is no gate: listed as what it is, a part of a pipeline. */
function noGateEvidence({
  reason,
  ...item
}: GatesOnEveryWay['others'][number]): EvidenceItem {
  const evidence = gateEvidence(item);
  return {
    ...evidence,
    kind: 'pipeline',
    value: 0,
    details: { ...evidence.details, reason },
  };
}

/** An app that the provider asks for an environment is a change system's gate: it stands before whoever connects it. */
function isOfChangeSystem({ kind, job }: GateOnWay['gate']): boolean {
  return kind === 'approval-action' && job === undefined;
}

function gateEvidence({ pipeline, gate, job }: GateOnWay): EvidenceItem {
  return {
    kind: 'gate',
    source: pipeline.source,
    id: pipeline.id,
    label: gate.gate,
    value: 1,
    at: pipeline.observedAt,
    ...(isOfChangeSystem(gate) &&
      job === undefined && {
        cause: { kind: 'gate', key: gate.gate, title: gate.gate },
      }),
    details: {
      kind: gate.kind,
      path: pipeline.path,
      ...(job && { job }),
      ...(gate.environment && { environment: gate.environment }),
      ...(gate.reviewers !== undefined && { reviewers: gate.reviewers }),
    },
  };
}

function listed(ways: readonly WayToProduction[]): string {
  const [first] = ways;
  const more = ways.length - 1;
  return `'${first.deployment.job}' in ${first.pipeline.path}${
    more > 0 ? ` (and ${more} more)` : ''
  }`;
}

/** The newest deployment at each gate. */
function seenGates(view: RecordView): Map<string, EvidenceItem> {
  const gates = new Map<string, EvidenceItem>();
  for (const { lead, waits } of [...view.production, ...view.openProduction]) {
    const { deployment } = lead;
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
