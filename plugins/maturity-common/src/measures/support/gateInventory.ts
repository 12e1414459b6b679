// SPDX-License-Identifier: Apache-2.0
import {
  GateOnWay,
  gatesOnEveryWay,
  GatesOnEveryWay,
  isHumanGate,
  WayToProduction,
  waysToProduction,
} from '../../pipelines';
import { environmentKey, Gate, resolveTier } from '../../records';
import { MeasureInput } from '../types';
import { RecordView } from './recordView';

/** The human gates that the pipelines and the provider's protection rules show. @internal */
export interface GateInventory extends GatesOnEveryWay {
  /** Whether words told where production is, and no environment. */
  isInferred: boolean;
  /** Deployments that wait for a person and go nobody knows where, while none is known to go to production. */
  open: WayToProduction[];
}

function isOfProduction(
  { environment, tier }: Gate,
  { settings }: MeasureInput,
): boolean {
  return environment === undefined
    ? tier === undefined || tier === 'production'
    : resolveTier(environment, tier, settings.tierPatterns) === 'production';
}

/** Distinct by name; the first one stands. */
function distinct<T extends GateOnWay>(items: readonly T[]): T[] {
  const byName = new Map<string, T>();
  for (const item of items) {
    if (!byName.has(item.gate.gate)) byName.set(item.gate.gate, item);
  }
  return [...byName.values()];
}

/**
 * Decides how a change gets to production, and then what stands on every such way. Of pipelines that do not tell how
 * they deploy, all gates to production count, as they are listed.
 *
 * @internal
 */
export function gateInventory(
  view: RecordView,
  input: MeasureInput,
): GateInventory {
  const { pipelines } = view;
  const all: GateOnWay[] = pipelines.flatMap(pipeline =>
    pipeline.gates
      .filter(isHumanGate)
      .map(gate => ({ gate, pipeline, job: gate.job })),
  );
  const options = {
    tierPatterns: input.settings.tierPatterns,
    templates: input.templates,
  };
  const { ways, unknown, others } = waysToProduction(pipelines, options);
  const protections = all.filter(
    ({ gate }) => gate.job === undefined && gate.environment !== undefined,
  );
  const onWays = gatesOnEveryWay(ways, protections);
  const ofUnknown =
    ways.length === 0 ? gatesOnEveryWay(unknown, protections) : undefined;
  const passed = new Set(
    [...ways, ...others].flatMap(({ deployment }) =>
      deployment.passes.map(environmentKey),
    ),
  );
  // Pipelines that were not read from files, and protection of environments that no job of the files names.
  const listed = all.filter(
    ({ gate, pipeline }) =>
      isOfProduction(gate, input) &&
      (gate.job === undefined || pipeline.deployments === undefined) &&
      !passed.has(environmentKey(gate.environment ?? '')),
  );
  const gates = distinct([...onWays.gates, ...listed]);
  const counted = new Set(gates.map(({ gate }) => gate.gate));
  return {
    gates,
    others: distinct([
      ...onWays.others,
      ...all.map(item => ({
        ...item,
        reason: 'It stands on no way to production.',
      })),
    ]).filter(({ gate }) => !counted.has(gate.gate)),
    isInferred:
      ways.length > 0 &&
      ways.every(({ deployment }) => deployment.basis === 'inferred'),
    open:
      ofUnknown && ofUnknown.gates.length > 0 && gates.length === 0
        ? unknown
        : [],
  };
}
