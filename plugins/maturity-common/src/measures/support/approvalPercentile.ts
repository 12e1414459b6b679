// SPDX-License-Identifier: Apache-2.0
import { Measure, MeasureInput, Measurement } from '../types';
import { approvalEvidence, approvalWaits } from './approvalWait';
import { freshestOf, worstFirst } from './evidence';
import { measured, noSamples, untold } from './measurement';
import { percentile } from './percentile';
import { viewOf } from './recordView';

/** A percentile of the approval waits of the production releases that came to where a gate stands or would stand. @internal */
export function approvalPercentile(
  meta: Measure['meta'],
  share: number,
  input: MeasureInput,
): Measurement {
  const view = viewOf(input);
  if (!view.deploymentsKnown) {
    return untold('deployments');
  }
  const { waits, hours, workingHours, unknown } = approvalWaits(input);
  if (waits.length === 0 && (unknown > 0 || !view.gatesKnown)) {
    return untold('waits.approval');
  }
  if (waits.length === 0) {
    return noSamples(
      'No production deployment of the window came to where an approval is asked for.',
    );
  }
  return measured(meta, {
    value: percentile(hours, share),
    n: waits.length,
    flags: [waits.some(wait => wait.open) && 'censored'],
    freshest: freshestOf(view.production) ?? input.now,
    sortedSamples: hours,
    workingHours: percentile(workingHours, share),
    evidence: approvalEvidence(worstFirst(input, waits, wait => wait.hours)),
  });
}
