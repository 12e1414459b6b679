// SPDX-License-Identifier: Apache-2.0
import { Archetype, archetypes } from './archetypes';
import { NEWEST_BATCH_RELEASE, NEWEST_SERVICE_RELEASE } from './goldenPaths';
import { ExampleService } from './organization';
import { createRandom } from './random';
import { Situation, situationAt, Step } from './situation';

/** A step that one team takes next. */
export interface Story {
  service: ExampleService;
  step: Step;
}

/**
 * What happens next in the organization: a gate is removed, a template is updated, and, once nothing is left to
 * repair, a gate comes back, so that there is always something to see.
 */
export function nextStory(
  services: ExampleService[],
  situations: Record<string, Situation>,
  at: number,
  turn: number,
): Story | undefined {
  const repairs: Story[] = [];
  const setbacks: Story[] = [];
  for (const service of services.filter(
    candidate => candidate.archetype && !candidate.silentForDays,
  )) {
    const archetype: Archetype = archetypes[service.archetype!];
    const state = situationAt(situations[service.name] ?? [], at);
    const newest =
      archetype.pipeline === 'batch-golden'
        ? NEWEST_BATCH_RELEASE
        : NEWEST_SERVICE_RELEASE;
    const version = state.version ?? archetype.version;
    if (version && version !== newest) {
      repairs.push({ service, step: { at, version: newest } });
    }
    const gate = archetype.gates.find(
      candidate => !state.removedGates.includes(candidate.gate),
    );
    if (gate) {
      repairs.push({ service, step: { at, removeGate: gate.gate } });
    }
    if (state.removedGates.length) {
      setbacks.push({ service, step: { at, addGate: state.removedGates[0] } });
    }
  }
  // Setbacks are rare while there is much left to repair, and take over when there is little.
  const setback =
    setbacks.length > 0 && (turn % 7 === 6 || repairs.length < 10);
  const choices = setback ? setbacks : repairs;
  return choices[
    createRandom('story', turn).integer(0, Math.max(choices.length - 1, 0))
  ];
}

/** Steps that were taken before the example starts, so that its past has movement too. */
export function pastSituations(
  services: ExampleService[],
  epoch: number,
): Record<string, Situation> {
  const day = 86_400_000;
  const byName = new Map(services.map(service => [service.name, service]));
  const steps: [string, number, Omit<Step, 'at'>][] = [
    ['storefront-web', 40, { version: 'v3.2.0' }],
    ['promotions', 38, { version: 'v3.2.0' }],
    ['tracking-api', 30, { version: 'v3.2.0' }],
    ['wallet', 60, { version: 'v3.1.0' }],
    ['delivery-eta', 33, { version: 'v3.2.0' }],
    ['session-store', 25, { version: 'v3.2.0' }],
    ['order-service', 70, { removeGate: 'prod-approval' }],
    ['metrics-api', 45, { removeGate: 'release-to-production' }],
    ['device-registry', 100, { removeGate: 'prod-approval' }],
    ['invoice-service', 20, { removeGate: 'security-sign-off' }],
  ];
  const situations: Record<string, Situation> = {};
  for (const [name, daysAgo, step] of steps) {
    if (byName.has(name)) {
      situations[name] = [
        ...(situations[name] ?? []),
        { at: epoch - daysAgo * day, ...step },
      ];
    }
  }
  return situations;
}
