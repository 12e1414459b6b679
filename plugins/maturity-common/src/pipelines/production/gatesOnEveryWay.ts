// SPDX-License-Identifier: Apache-2.0
import { environmentKey, Gate, PipelineDefinition } from '../../records';
import { isStartByHand } from './eventKinds';
import { WayToProduction } from './waysToProduction';

/** A human gate, where it stands, and whether a change must pass it. @public */
export interface GateOnWay {
  gate: Gate;
  pipeline: PipelineDefinition;
  /** Job that waits at it, where one is known. */
  job?: string;
}

/** Gates that stand on every way to production; and what looks like one and is none, with the reason. @public */
export interface GatesOnEveryWay {
  gates: GateOnWay[];
  /** Reasons are sentences. */
  others: (GateOnWay & { reason: string })[];
}

type Standing = Map<string, GateOnWay>;

const HUMAN_KINDS = new Set<Gate['kind']>([
  'required-reviewers',
  'manual-job',
  'approval-action',
]);

/** Whether a person decides at a gate, as opposed to a timer or a rule. @public */
export function isHumanGate({ kind, reviewers }: Gate): boolean {
  return HUMAN_KINDS.has(kind) && reviewers !== 0;
}

function startByHand({ pipeline }: WayToProduction): Gate {
  return {
    kind: 'manual-job',
    gate: `manual start of ${pipeline.path}`.slice(0, 256),
  };
}

/** What stands on one way: in its files, at the environments that it passes, and the start where that is by hand. */
function standingOn(
  way: WayToProduction,
  byHand: boolean,
  protections: ReadonlyMap<string, GateOnWay[]>,
): Standing {
  const { deployment, pipeline } = way;
  const { job } = deployment;
  const own = deployment.gates
    .filter(isHumanGate)
    .map(gate => ({ gate, pipeline, job }));
  const passed = deployment.passes.flatMap(
    environment => protections.get(environmentKey(environment)) ?? [],
  );
  const start = byHand ? [{ gate: startByHand(way), pipeline, job }] : [];
  return new Map(
    [...start, ...own, ...passed].map(item => [item.gate.gate, item]),
  );
}

/**
 * What must be passed where several jobs of one run deploy to one environment. A part that all others only add gates
 * to shows that those are optional; where each part has a gate of its own, all of them stand.
 */
function uniteParts(parts: Standing[]): Standing {
  const least = parts.find(part =>
    parts.every(other => [...part.keys()].every(name => other.has(name))),
  );
  return least ?? new Map(parts.flatMap(part => [...part]));
}

/** Of the ways to one environment the one with the fewest gates: who must not pass a gate passes none. */
function leastOf(routes: Standing[]): Standing {
  return routes.reduce((least, route) =>
    route.size < least.size ? route : least,
  );
}

function groupBy<T>(items: readonly T[], key: (item: T) => string) {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** The gates of each environment that ways lead to, over the routes: one pipeline, started by one event. */
function standingByDestination(
  ways: readonly WayToProduction[],
  isWanted: (event: string) => boolean,
  protections: ReadonlyMap<string, GateOnWay[]>,
): Standing[] {
  return [...groupBy(ways, way => way.destination).values()].flatMap(
    sameDestination => {
      const routes = sameDestination.flatMap(way =>
        way.deployment.events
          .filter(isWanted)
          .map(event => ({ key: `${way.pipeline.path} ${event}`, event, way })),
      );
      if (routes.length === 0) return [];
      return [
        leastOf(
          [...groupBy(routes, route => route.key).values()].map(parts =>
            uniteParts(
              parts.map(({ way, event }) =>
                standingOn(way, isStartByHand(event), protections),
              ),
            ),
          ),
        ),
      ];
    },
  );
}

/**
 * The human gates that a change must pass on its way to production: those that stand on every way.
 *
 * @remarks
 *
 * Where a pipeline gets there by itself, a start by hand beside it is none, and neither is a button for one of several
 * environments while another one needs none. Where only a person starts it, the start is one.
 *
 * @param inventory - protection that the provider holds for environments
 * @public
 */
export function gatesOnEveryWay(
  ways: readonly WayToProduction[],
  inventory: readonly GateOnWay[] = [],
): GatesOnEveryWay {
  const protections = groupBy(
    inventory.filter(({ gate }) => isHumanGate(gate)),
    ({ gate }) => environmentKey(gate.environment ?? ''),
  );
  const byItself = standingByDestination(
    ways,
    event => !isStartByHand(event),
    protections,
  );
  const destinations =
    byItself.length > 0
      ? byItself
      : standingByDestination(ways, isStartByHand, protections);
  const isOptional = destinations.some(standing =>
    [...standing.values()].every(({ gate }) => gate.kind !== 'manual-job'),
  );
  const gates: Standing = new Map();
  for (const standing of destinations) {
    for (const [name, item] of standing) {
      if (!isOptional || item.gate.kind !== 'manual-job') gates.set(name, item);
    }
  }
  return {
    gates: [...gates.values()],
    others: passedBy(ways, gates, byItself.length > 0, protections),
  };
}

/** What stands on some way and not on every one. */
function passedBy(
  ways: readonly WayToProduction[],
  gates: Standing,
  startsByItself: boolean,
  protections: ReadonlyMap<string, GateOnWay[]>,
): GatesOnEveryWay['others'] {
  const others = new Map<string, GatesOnEveryWay['others'][number]>();
  for (const way of ways) {
    const byHand = way.deployment.events.some(isStartByHand);
    for (const [name, item] of standingOn(way, byHand, protections)) {
      if (gates.has(name) || others.has(name)) continue;
      const isStart = name === startByHand(way).gate;
      others.set(name, {
        ...item,
        reason:
          isStart && startsByItself
            ? 'A change gets to production without this start by hand.'
            : 'There is a way to production that does not pass it.',
      });
    }
  }
  return [...others.values()];
}
