// SPDX-License-Identifier: Apache-2.0
import { Stage } from '../records';
import { measured, untold, notApplicableHere } from './support/measurement';
import { findingsOf } from './support/pipelineFindings';
import { isDeclaredOnly } from './support/declaredOnly';
import { viewOf } from './support/recordView';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'pipeline.required-stages',
  title: 'Required stages',
  description:
    'Required stages found in the pipelines, divided by those required. Stages inside a called golden path count: as its files at the version in use have them, else as it is declared.',
  unit: 'ratio',
  better: 'higher',
  minimumSamples: 1,
  source: 'Definition is this project’s; required stages are configuration',
  needs: ['pipelines'],
  countsTime: false,
};

/** @public */
export const pipelineRequiredStages: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.pipelinesKnown) {
      return untold('pipelines');
    }
    const required = [...new Set(input.settings.requiredStages)];
    if (required.length === 0) {
      return notApplicableHere('The model requires no stages.');
    }
    const { stages, ownStages, freshest, flags } = findingsOf(input);
    const isFound = (stage: string) => stages.has(stage as Stage);
    const found = required.filter(isFound);
    const called = found.filter(stage => !ownStages.has(stage as Stage));
    const { source, id } = view.pipelines[0] ?? {
      source: 'none',
      id: input.entityRef,
    };
    return measured(meta, {
      value: found.length / required.length,
      n: Math.max(view.pipelines.length, 1),
      basis:
        called.length > 0 && isDeclaredOnly(input) ? 'declared' : 'measured',
      freshest,
      flags: [...flags],
      evidence: [...required]
        .sort((a, b) => Number(isFound(a)) - Number(isFound(b)))
        .map(stage => ({
          kind: 'stage' as const,
          source,
          id,
          label: `${stage}: ${isFound(stage) ? 'found' : 'missing'}`,
          value: isFound(stage) ? 1 : 0,
          details: {
            stage,
            found: isFound(stage),
            ...(called.includes(stage) && { through: 'golden path' }),
          },
        })),
    });
  },
};
