// SPDX-License-Identifier: Apache-2.0
import { resolveStages } from '../../pipelines';
import { SafetyDefault, Stage } from '../../records';
import { EvidenceItem, MeasureFlag, MeasureInput } from '../types';
import { viewOf } from './recordView';
import { isStale } from './staleInventory';
import { toMillis } from './time';

/** What all pipelines of an entity do together, called golden paths included. @internal */
export interface PipelineFindings {
  stages: Set<Stage>;
  scanTriggers: Set<string>;
  safety: Set<SafetyDefault>;
  /** Found in the entity's own files, without looking into what they call. */
  ownStages: Set<Stage>;
  ownSafety: Set<SafetyDefault>;
  count: number;
  freshest?: string;
  flags: MeasureFlag[];
}

const findings = new WeakMap<MeasureInput, PipelineFindings>();

/** Three measures need the findings; reading through nested templates happens once per evaluation. @internal */
export function findingsOf(input: MeasureInput): PipelineFindings {
  let result = findings.get(input);
  if (!result) {
    result = collectFindings(input);
    findings.set(input, result);
  }
  return result;
}

function collectFindings(input: MeasureInput): PipelineFindings {
  const { pipelines, from } = viewOf(input);
  const result: PipelineFindings = {
    stages: new Set(),
    scanTriggers: new Set(),
    safety: new Set(),
    ownStages: new Set(),
    ownSafety: new Set(),
    count: pipelines.length,
    flags: [],
  };
  for (const pipeline of pipelines) {
    const resolved = resolveStages(pipeline, pipelines, input.templates);
    resolved.stages.forEach(stage => result.stages.add(stage));
    resolved.scanTriggers.forEach(name => result.scanTriggers.add(name));
    resolved.safety.forEach(name => result.safety.add(name));
    // Without jobs there is nothing to resolve: the definition's own summary is all that is known.
    if (pipeline.jobs.length === 0) {
      pipeline.stages.forEach(stage => result.stages.add(stage));
      pipeline.scanTriggers.forEach(name => result.scanTriggers.add(name));
    }
    pipeline.stages.forEach(stage => result.ownStages.add(stage));
    pipeline.safety?.forEach(name => {
      result.safety.add(name);
      result.ownSafety.add(name);
    });
    if (!result.freshest || pipeline.observedAt > result.freshest) {
      result.freshest = pipeline.observedAt;
    }
  }
  if (
    isStale(input, 'pipelines') ||
    (result.freshest && toMillis(result.freshest) <= from)
  ) {
    result.flags.push('stale');
  }
  return result;
}

/** @internal */
export function pipelineEvidence(
  input: MeasureInput,
  label: (path: string) => string = path => path,
): EvidenceItem[] {
  return viewOf(input).pipelines.map(({ source, id, path, observedAt }) => ({
    kind: 'pipeline',
    source,
    id,
    label: label(path),
    at: observedAt,
  }));
}
