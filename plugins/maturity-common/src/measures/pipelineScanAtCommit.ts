// SPDX-License-Identifier: Apache-2.0
import { isCommitTrigger } from '../pipelines';
import { measured, untold } from './support/measurement';
import { findingsOf, pipelineEvidence } from './support/pipelineFindings';
import { viewOf } from './support/recordView';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'pipeline.scan-at-commit',
  title: 'Security scan at commit',
  description:
    'Whether a security scan is triggered by a push or by a pull or merge request, and not only by schedule, release or deployment.',
  unit: 'boolean',
  better: 'higher',
  minimumSamples: 1,
  source: 'Definition is this project’s',
  needs: ['pipelines'],
  countsTime: false,
};

/** @public */
export const pipelineScanAtCommit: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.pipelinesKnown) {
      return untold('pipelines');
    }
    const { scanTriggers, freshest, flags } = findingsOf(input);
    const triggers = [...scanTriggers].sort();
    const scans = triggers.some(isCommitTrigger);
    return measured(meta, {
      value: scans ? 1 : 0,
      n: Math.max(view.pipelines.length, 1),
      freshest,
      flags: [...flags],
      evidence: pipelineEvidence(input).map(item => ({
        ...item,
        details: { scanTriggers: triggers.join(', ') || 'none' },
      })),
    });
  },
};
