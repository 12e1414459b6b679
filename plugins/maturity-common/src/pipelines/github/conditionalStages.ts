// SPDX-License-Identifier: Apache-2.0
import { Gate, SafetyDefault, Stage } from '../../records';
import { ConditionalStages } from '../types';
import { StepReading } from './readSteps';

/** What a caller decides: its inputs, and the event that started it. */
const OF_CALLER = /\binputs\b|\bgithub\s*\.\s*event_name\b/i;
const MAX_PARTS = 200;

function hangsOnCaller({ conditions }: StepReading): boolean {
  return conditions.some(
    ({ condition }) => condition !== undefined && OF_CALLER.test(condition),
  );
}

/**
 * What steps do only for some callers of their file. A stage, safety default or gate that the job also has without
 * condition is none of it.
 *
 * @param steps - all steps of a job that may run
 * @param keeps - stages that the job has whatever its steps do
 * @param gateOf - the gate that an approval action is
 * @internal
 */
export function conditionalStages(
  steps: readonly StepReading[],
  keeps: readonly Stage[],
  gateOf: (approval: string) => Gate,
): ConditionalStages[] {
  const [some, always] = [true, false].map(hangs =>
    steps.filter(step => hangsOnCaller(step) === hangs),
  );
  const stages = new Set<Stage>([
    ...keeps,
    ...always.flatMap(step => step.stages),
  ]);
  const safety = new Set<SafetyDefault>(always.flatMap(step => step.safety));
  const approvals = new Set(always.flatMap(step => step.approvals));
  return some
    .map(step => ({
      conditions: step.conditions,
      stages: step.stages.filter(stage => !stages.has(stage)),
      safety: step.safety.filter(kind => !safety.has(kind)),
      gates: step.approvals.flatMap(one =>
        approvals.has(one) ? [] : [gateOf(one)],
      ),
    }))
    .filter(
      part => part.stages.length + part.safety.length + part.gates.length > 0,
    )
    .slice(0, MAX_PARTS);
}
