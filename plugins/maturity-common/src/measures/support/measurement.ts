// SPDX-License-Identifier: Apache-2.0
import { Instant, ReachKind, reasonForReach } from '../../records';
import {
  Basis,
  EvidenceItem,
  Measure,
  MeasureFlag,
  Measurement,
} from '../types';
import { pickEvenly } from './percentile';

/** The most samples and the most evidence that a measurement carries. */
const MAX_SAMPLES = 200;
/** @internal */
export const MAX_EVIDENCE = 200;

/** @internal */
export interface MeasuredData {
  value: number;
  n: number;
  basis?: Basis;
  inferredFrom?: string;
  flags?: (MeasureFlag | undefined | false)[];
  freshest?: Instant;
  /** In the measure's unit, ascending. */
  sortedSamples?: number[];
  workingHours?: number;
  /** Worst first. */
  evidence: EvidenceItem[];
}

/** A measurement with data; adds what follows from the measure's own description. @internal */
export function measured(
  meta: Measure['meta'],
  data: MeasuredData,
): Measurement {
  const flags = (data.flags ?? []).filter(Boolean) as MeasureFlag[];
  if (data.n < meta.minimumSamples) {
    flags.push('lowConfidence');
  }
  const sorted = data.sortedSamples;
  return {
    status: 'data',
    value: data.value,
    n: data.n,
    basis: data.basis ?? 'measured',
    ...(data.inferredFrom && { inferredFrom: data.inferredFrom }),
    flags,
    ...(data.freshest && { freshest: data.freshest }),
    ...(sorted && { samples: pickEvenly(sorted, MAX_SAMPLES) }),
    ...(sorted && meta.countsTime && { hourSamples: sorted }),
    ...(data.workingHours !== undefined && {
      workingHours: data.workingHours,
    }),
    evidence: data.evidence.slice(0, MAX_EVIDENCE),
  };
}

/** Nothing reaches this entity: what would provide the data is part of the sentence. @internal */
export function noSource(reason: string): Measurement {
  return { status: 'no-data', cause: 'no-source', reason };
}

/**
 * No source of this entity tells a kind of facts; the sentence says what would.
 *
 * @param kinds - at least one; any of them would be enough
 *
 * @internal
 */
export function untold(
  ...kinds: readonly [ReachKind, ...ReachKind[]]
): Measurement {
  return noSource(reasonForReach(...kinds));
}

/** A source reaches this entity, and there was nothing to measure. @internal */
export function noSamples(reason: string): Measurement {
  return { status: 'no-data', cause: 'no-samples', reason };
}

/** The question does not arise for this entity. @internal */
export function notApplicableHere(reason: string): Measurement {
  return { status: 'no-data', cause: 'not-applicable-here', reason };
}
